#include "tests/broker/system/tap.hpp"

#include <fmt/format.h>

#include "tests/support/wire_tap.hpp"

namespace traction::test {
namespace {

adapters::MqttBusConfig everything_on(const SecuredMosquitto& broker) {
    static int taps = 0;
    adapters::MqttBusConfig config;
    config.host = broker.host();
    config.port = broker.people();
    config.client_id = fmt::format("x:tap:{}", ++taps);
    config.subscriptions = {"#"};
    config.credentials.tls = {
        .authority_file = broker.keys().authority().string(), .certificate_file = {}, .key_file = {}};
    config.credentials.password = [&broker] { return broker.keys().token("witness", "tap"); };
    return config;
}

}  // namespace

Tap::Tap(const SecuredMosquitto& broker)
    : bus_(everything_on(broker), static_cast<ports::BusListener&>(*this)) {}

int Tap::count(const std::string& topic) const {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(topic);
    return found == counts_.end() ? 0 : found->second;
}

wire::Json Tap::retained(const std::string& topic) const {
    const std::lock_guard lock(mutex_);
    const auto found = latest_.find(topic);
    return found == latest_.end() ? wire::Json() : wire::Json::parse(found->second);
}

std::map<std::string, wire::Json> Tap::retained_values(const std::set<wire::TopicKind>& kinds) const {
    const std::lock_guard lock(mutex_);
    std::map<std::string, wire::Json> values;
    for (const auto& [topic, payload] : latest_) {
        const auto parsed = wire::parse_topic(topic);
        if (parsed && kinds.contains(parsed->kind)) values[topic] = wire::Json::parse(payload);
    }
    return values;
}

std::vector<std::string> Tap::undocumented() const {
    const std::lock_guard lock(mutex_);
    std::set<std::string> faults;
    for (const auto& [topic, payload] : heard_) {
        for (const auto& fault : test::undocumented(topic, payload)) faults.insert(topic + ": " + fault);
    }
    return {faults.begin(), faults.end()};
}

void Tap::on_message(ports::Message&& message) {
    const std::lock_guard lock(mutex_);
    ++counts_[message.topic];
    const auto topic = wire::parse_topic(message.topic);
    if (topic && wire::row_of(topic->kind).retained) {
        if (message.payload.empty()) {
            latest_.erase(message.topic);
        } else {
            latest_[message.topic] = message.payload;
        }
    }
    heard_.emplace(std::move(message.topic), std::move(message.payload));
}

/// A broker that died keeps nothing: what lies there is heard again with the next connection.
void Tap::on_disconnected() {
    const std::lock_guard lock(mutex_);
    latest_.clear();
}

}  // namespace traction::test
