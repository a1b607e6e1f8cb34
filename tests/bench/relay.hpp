/// The reference of `command`: somebody who commits one small row for each message and passes it on, on the
/// same client library.
#pragma once

#include <string>
#include <thread>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/inbox.hpp"
#include "tests/broker/harness/mosquitto.hpp"

namespace traction::bench {

/// What is heard on `hears` is said on `says`.
struct Hop {
    std::string hears;
    std::string says;
};

class Relay {
   public:
    /// Connected when the constructor returns. `file` is its database.
    Relay(const test::Mosquitto& broker, const std::string& name, std::vector<Hop> hops,
          const std::string& file);
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

   private:
    void pass_on_until_stopped();
    void pass_on(const ports::Message& message);

    std::vector<Hop> hops_;
    adapters::SqliteDatabase database_;
    std::unique_ptr<ports::Statement> keep_;
    runtime::Inbox inbox_;
    adapters::MqttBus bus_;
    std::thread thread_;
};

}  // namespace traction::bench
