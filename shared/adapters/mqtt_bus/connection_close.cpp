/// How a connection ends in order: what was published leaves first, then the broker is told.
#include "shared/adapters/mqtt_bus/connection.hpp"

namespace traction::adapters {
namespace {

using namespace std::chrono_literals;

/// A broker that takes nothing for so long is not waited for; one that takes something gets as much again,
/// some times.
constexpr auto kDrainPatience = 1500ms;
constexpr int kDrainRounds = 8;
constexpr auto kLeavePatience = 500ms;

}  // namespace

void MqttBus::Connection::close() {
    if (!is_live()) return;
    drain();
    leave();
}

void MqttBus::Connection::drain() {
    // Paho's own disconnect does not wait for a half-written QoS 0 publication. The broker answers
    // UNSUBSCRIBE after it has read everything before it.
    if (!enter(Phase::draining)) return;
    auto filters = bus_.config_.subscriptions;
    if (filters.empty()) filters.push_back(kNobodysFilter);
    const auto topics = pointers_to(filters);
    auto response = answered_by(&Connection::drained, &Connection::not_drained);
    MQTTAsync_unsubscribeMany(client_, static_cast<int>(topics.size()), topics.data(), &response);
    std::unique_lock lock(bus_.phase_mutex_);
    auto seen = written_.load();
    for (int round = 0; round < kDrainRounds; ++round) {
        if (bus_.changed_.wait_for(lock, kDrainPatience, [&] { return phase_ != Phase::draining; })) return;
        if (written_ == seen) return;
        seen = written_;
    }
}

void MqttBus::Connection::leave() {
    if (!enter(Phase::leaving)) return;
    MQTTAsync_disconnectOptions options = MQTTAsync_disconnectOptions_initializer5;
    options.context = this;
    options.onSuccess5 = &Connection::left;
    options.onFailure5 = &Connection::not_left;
    if (bus_.config_.will_on_close) options.reasonCode = MQTTREASONCODE_DISCONNECT_WITH_WILL_MESSAGE;
    MQTTAsync_disconnect(client_, &options);
    std::unique_lock lock(bus_.phase_mutex_);
    bus_.changed_.wait_for(lock, kLeavePatience, [&] { return phase_ == Phase::over; });
}

}  // namespace traction::adapters
