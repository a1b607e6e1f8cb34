/// Hears everything on the broker, for the whole of a test.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"
#include "shared/wire/json.hpp"
#include "shared/wire/topics.hpp"
#include "tests/broker/harness/secured_mosquitto.hpp"

namespace traction::test {

class Tap final : ports::BusListener {
   public:
    /// A witness at the people's door. He is admitted once the cloud runs.
    explicit Tap(const SecuredMosquitto& broker);

    /// Messages heard on this topic so far, repetitions included.
    int count(const std::string& topic) const;
    /// What lies on the broker under this topic, as far as it was heard since the connection began; null when
    /// nothing does.
    wire::Json retained(const std::string& topic) const;
    /// All that lies under topics of these kinds.
    std::map<std::string, wire::Json> retained_values(const std::set<wire::TopicKind>& kinds) const;
    /// Everything that was heard and is not as asyncapi.yaml says, each once, with the topic before it.
    std::vector<std::string> undocumented() const;

   private:
    void on_message(ports::Message&& message) override;
    void on_connected() override {}
    void on_disconnected() override;

    mutable std::mutex mutex_;
    std::map<std::string, int> counts_;
    std::map<std::string, std::string> latest_;
    std::set<std::pair<std::string, std::string>> heard_;
    adapters::MqttBus bus_;
};

}  // namespace traction::test
