/// The broker as the product runs it: certificates, tokens, secrets, and the access plugin.
#pragma once

#include "tests/broker/harness/keys.hpp"
#include "tests/broker/harness/mosquitto.hpp"

namespace traction::test {

/// Its doors are those of `broker-config/listeners.conf`, on free ports, and it admits witnesses. Until the
/// workers `accounts` and `garage`, or an `AccessWriter` in place of each, have told whose rights have ended,
/// it admits workers only.
class SecuredMosquitto : public Broker {
   public:
    SecuredMosquitto();

    const Keys& keys() const { return keys_; }
    std::uint16_t people() const { return port(0); }
    std::uint16_t cars() const { return port(1); }
    std::uint16_t web() const { return port(2); }
    std::uint16_t workers() const { return port(3); }

   private:
    std::string configuration(const std::vector<std::uint16_t>& ports) const;

    Keys keys_;
};

}  // namespace traction::test
