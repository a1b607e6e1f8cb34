/// Tells the broker whose rights have ended, in place of the worker `accounts` or `garage`.
#pragma once

#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/access.hpp"
#include "tests/broker/harness/raw_client.hpp"
#include "tests/broker/harness/secured_mosquitto.hpp"

namespace traction::test {

class AccessWriter {
   public:
    /// Connects, and tells a list of nothing. Throws std::runtime_error when the broker does not take it.
    AccessWriter(const SecuredMosquitto& broker, const std::string& worker);

    /// Returns when the broker has acknowledged it: it holds.
    void tell(const wire::Json& body);
    /// The same for many, a window at a time, as a worker tells them.
    void tell(const std::vector<wire::Json>& bodies);
    /// Its connection: the worker may do other things too.
    RawClient& client() { return client_; }

   private:
    void send(const wire::Json& body);
    void await_acknowledgement();
    bool is_acknowledged() const;

    std::string stream_;
    wire::Epoch epoch_;
    wire::Number last_ = 0;
    RawClient client_;
};

}  // namespace traction::test
