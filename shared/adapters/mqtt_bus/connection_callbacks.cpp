/// What Paho calls: from C into a `Connection`, on Paho's threads and under its lock.
#include <algorithm>
#include <exception>
#include <span>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "shared/adapters/mqtt_bus/connection.hpp"

namespace traction::adapters {
namespace {

/// No exception may travel through Paho's C frames.
template <class Act>
void shielded(Act&& act) noexcept {
    try {
        act();
    } catch (const std::exception& fault) {
        spdlog::error("bus: a callback failed: {}", fault.what());
    }
}

/// What the broker answered; success when it did not. Paho gives a CONNACK's reason as its own code, which is
/// below zero otherwise.
MQTTReasonCodes answer_in(const MQTTAsync_failureData5& data) {
    return data.code > 0 ? static_cast<MQTTReasonCodes>(data.code) : data.reasonCode;
}

std::string reason_of(const MQTTAsync_failureData5* data) {
    if (data == nullptr) return "no reason given";
    if (const auto answer = answer_in(*data); answer != MQTTREASONCODE_SUCCESS) {
        const char* const words = MQTTReasonCode_toString(answer);
        return words != nullptr ? words : "a reason that is not known";
    }
    return data->message != nullptr ? data->message : MQTTAsync_strerror(data->code);
}

/// The reason codes of a SUBACK. Paho gives one alone in another place than several.
bool all_granted(const MQTTAsync_successData5& data) {
    if (data.alt.sub.reasonCodeCount <= 1) return data.reasonCode <= MQTTREASONCODE_GRANTED_QOS_2;
    const std::span codes(data.alt.sub.reasonCodes, static_cast<std::size_t>(data.alt.sub.reasonCodeCount));
    return std::all_of(codes.begin(), codes.end(),
                       [](MQTTReasonCodes code) { return code <= MQTTREASONCODE_GRANTED_QOS_2; });
}

}  // namespace

int MqttBus::Connection::arrived(void* context, char* topic, int topic_length, MQTTAsync_message* message) {
    shielded([&] {
        // Paho gives a length only when the topic has a NUL inside.
        const std::string_view name =
            topic_length > 0 ? std::string_view(topic, static_cast<std::size_t>(topic_length)) : topic;
        static_cast<Connection*>(context)->receive(name, *message);
    });
    MQTTAsync_freeMessage(&message);
    MQTTAsync_free(topic);
    return 1;  // taken: anything else would have Paho offer it again
}

void MqttBus::Connection::lost(void* context, char* cause) {
    shielded([&] { static_cast<Connection*>(context)->end(cause != nullptr ? cause : "lost"); });
}

void MqttBus::Connection::disconnected(void* context, MQTTProperties*, MQTTReasonCodes reason) {
    shielded([&] {
        auto& connection = *static_cast<Connection*>(context);
        connection.taken_over_ = reason == MQTTREASONCODE_SESSION_TAKEN_OVER;
        const char* why = MQTTReasonCode_toString(reason);
        connection.end(why != nullptr ? why : "ended by the broker");
    });
}

void MqttBus::Connection::opened(void* context, MQTTAsync_successData5*) {
    shielded([&] { static_cast<Connection*>(context)->subscribe(); });
}

void MqttBus::Connection::not_opened(void* context, MQTTAsync_failureData5* data) {
    shielded([&] {
        auto& connection = *static_cast<Connection*>(context);
        const bool answered = data != nullptr && answer_in(*data) >= MQTTREASONCODE_UNSPECIFIED_ERROR;
        if (answered) return connection.be_turned_away(reason_of(data));
        connection.end(reason_of(data));
    });
}

void MqttBus::Connection::subscribed(void* context, MQTTAsync_successData5* data) {
    shielded([&] {
        auto& connection = *static_cast<Connection*>(context);
        if (all_granted(*data)) return connection.go_live();
        spdlog::error("bus: {}: the broker refuses a subscription", connection.bus_.config_.client_id);
        connection.end("subscription refused");
    });
}

void MqttBus::Connection::not_subscribed(void* context, MQTTAsync_failureData5* data) {
    shielded([&] {
        auto& connection = *static_cast<Connection*>(context);
        spdlog::error("bus: {}: cannot subscribe: {}", connection.bus_.config_.client_id, reason_of(data));
        connection.end("subscription refused");
    });
}

void MqttBus::Connection::written(void* context, MQTTAsync_successData5*) {
    ++static_cast<Connection*>(context)->written_;
}

void MqttBus::Connection::nudged(void* context, MQTTAsync_successData5*) {
    static_cast<Connection*>(context)->nudging_ = false;
}

void MqttBus::Connection::not_nudged(void* context, MQTTAsync_failureData5*) {
    static_cast<Connection*>(context)->nudging_ = false;
}

void MqttBus::Connection::drained(void* context, MQTTAsync_successData5*) {
    shielded([&] { static_cast<Connection*>(context)->enter(Phase::drained); });
}

void MqttBus::Connection::not_drained(void* context, MQTTAsync_failureData5*) {
    shielded([&] { static_cast<Connection*>(context)->enter(Phase::drained); });
}

void MqttBus::Connection::left(void* context, MQTTAsync_successData5*) {
    shielded([&] { static_cast<Connection*>(context)->end("closed"); });
}

void MqttBus::Connection::not_left(void* context, MQTTAsync_failureData5*) {
    shielded([&] { static_cast<Connection*>(context)->end("closed"); });
}

}  // namespace traction::adapters
