#include "shared/adapters/mqtt_bus/connection.hpp"

#include <new>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "shared/adapters/mqtt_bus/nagle.hpp"
#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using namespace std::chrono_literals;

constexpr int kConnectSeconds = 5;
/// The socket takes a publication within microseconds, unless it is full or the sender sleeps.
constexpr auto kWritePatience = 5ms;

std::string uri_of(const MqttBusConfig& config) {
    const bool v6 = config.host.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", config.credentials.tls ? "ssl" : "tcp", v6 ? "[" : "", config.host,
                       v6 ? "]" : "", config.port);
}

/// A property that points into `text`; Paho copies it when it is added or sent.
MQTTProperty text_property(MQTTPropertyCodes code, const std::string& text) {
    MQTTProperty property{};
    property.identifier = code;
    property.value.data.data = const_cast<char*>(text.data());
    property.value.data.len = static_cast<int>(text.size());
    return property;
}

/// A list of properties that is freed with its scope.
class Properties {
   public:
    Properties() = default;
    ~Properties() { MQTTProperties_free(&list_); }
    Properties(const Properties&) = delete;
    Properties& operator=(const Properties&) = delete;

    void add(const MQTTProperty& property) {
        if (MQTTProperties_add(&list_, &property) != 0) throw std::bad_alloc();
    }
    MQTTProperties* list() { return &list_; }

   private:
    MQTTProperties list_ MQTTProperties_initializer;
};

std::string property_of(const MQTTAsync_message& message, MQTTPropertyCodes code) {
    if (message.properties.count == 0) return {};
    auto* properties = const_cast<MQTTProperties*>(&message.properties);
    const auto* property = MQTTProperties_getProperty(properties, code);
    if (property == nullptr) return {};
    return {property->value.data.data, static_cast<std::size_t>(property->value.data.len)};
}

MQTTAsync_willOptions will_of(const ports::Publication& publication) {
    MQTTAsync_willOptions will = MQTTAsync_willOptions_initializer;
    will.topicName = publication.topic.c_str();
    will.retained = publication.retain;
    will.payload.len = static_cast<int>(publication.payload.size());
    will.payload.data = publication.payload.data();
    return will;
}

/// The broker must be who it says. Below TLS 1.2 neither OpenSSL nor our broker speaks.
MQTTAsync_SSLOptions tls_of(const Tls& tls) {
    MQTTAsync_SSLOptions options = MQTTAsync_SSLOptions_initializer;
    options.trustStore = tls.authority_file.c_str();
    if (!tls.certificate_file.empty()) {
        options.keyStore = tls.certificate_file.c_str();
        options.privateKey = tls.key_file.c_str();
    }
    options.enableServerCertAuth = 1;
    options.verify = 1;
    return options;
}

}  // namespace

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
    return pointers;
}

MqttBus::Connection::Connection(MqttBus& bus) : bus_(bus) {
    MQTTAsync_createOptions options = MQTTAsync_createOptions_initializer5;
    options.maxBufferedMessages = kMaxWaitingPublications;
    const int code =
        MQTTAsync_createWithOptions(&client_, uri_of(bus.config_).c_str(), bus.config_.client_id.c_str(),
                                    MQTTCLIENT_PERSISTENCE_NONE, nullptr, &options);
    check(code == MQTTASYNC_SUCCESS, "an MQTT client can be made of the configuration");
    // Tracing into Paho's memory costs 40 % of its time. Its log forgets the level whenever its last client
    // goes.
    MQTTAsync_setTraceLevel(MQTTASYNC_TRACE_ERROR);
    MQTTAsync_setCallbacks(client_, this, &Connection::lost, &Connection::arrived, nullptr);
    MQTTAsync_setDisconnected(client_, this, &Connection::disconnected);
}

MqttBus::Connection::~Connection() {
    enter(Phase::over);  // so that nobody hears of what Paho gives back while it is taken down
    MQTTAsync_destroy(&client_);
}

void MqttBus::Connection::open() {
    MQTTAsync_connectOptions options = MQTTAsync_connectOptions_initializer5;
    options.keepAliveInterval = kKeepAliveSeconds;
    options.connectTimeout = kConnectSeconds;
    options.cleanstart = 1;  // session expiry stays 0: the session ends with the connection
    options.context = this;
    options.onSuccess5 = &Connection::opened;
    options.onFailure5 = &Connection::not_opened;

    Properties properties;
    MQTTProperty largest{};
    largest.identifier = MQTTPROPERTY_CODE_MAXIMUM_PACKET_SIZE;
    largest.value.integer4 = kMaxPacketBytes;
    properties.add(largest);
    options.connectProperties = properties.list();

    MQTTAsync_willOptions will = MQTTAsync_willOptions_initializer;
    if (bus_.config_.will) {
        will = will_of(*bus_.config_.will);
        options.will = &will;
    }
    MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
    const auto& credentials = bus_.config_.credentials;
    if (credentials.tls) {
        tls = tls_of(*credentials.tls);
        options.ssl = &tls;
    }
    if (credentials.password) {
        password_ = credentials.password();
        options.username = bus_.config_.client_id.c_str();  // any: the password says who we are
        options.password = password_.revealed().c_str();
    }
    const int code = MQTTAsync_connect(client_, &options);
    if (code != MQTTASYNC_SUCCESS) end(MQTTAsync_strerror(code));
}

void MqttBus::Connection::subscribe() {
    send_without_delay_to(bus_.config_.port);
    const auto& filters = bus_.config_.subscriptions;
    if (filters.empty()) return go_live();
    // Retain-as-published stays off: `retained` says that a message was lying on the broker, and nothing
    // else.
    const MQTTSubscribe_options plain = MQTTSubscribe_options_initializer;
    std::vector<MQTTSubscribe_options> each(filters.size(), plain);
    const std::vector<int> qos(filters.size(), 0);

    auto response = answered_by(&Connection::subscribed, &Connection::not_subscribed);
    response.subscribeOptions = plain;
    if (filters.size() > 1) {
        response.subscribeOptionsCount = static_cast<int>(each.size());
        response.subscribeOptionsList = each.data();
    }
    const auto topics = pointers_to(filters);
    const int code = MQTTAsync_subscribeMany(client_, static_cast<int>(topics.size()), topics.data(),
                                             qos.data(), &response);
    if (code != MQTTASYNC_SUCCESS) end(fmt::format("cannot subscribe: {}", MQTTAsync_strerror(code)));
}

void MqttBus::Connection::go_live() {
    if (bus_.config_.birth) send(*bus_.config_.birth, true);
    if (!enter(Phase::live)) return;
    ++bus_.counting_.connections;
    bus_.listener_.on_connected();
}

bool MqttBus::Connection::enter(Phase phase) {
    const std::lock_guard lock(bus_.phase_mutex_);
    if (phase_ == Phase::over) return false;
    phase_ = phase;
    bus_.changed_.notify_all();
    return true;
}

void MqttBus::Connection::end(const std::string& why) {
    const bool was_live = is_live();
    if (!enter(Phase::over)) return;
    spdlog::debug("bus: {}: connection ended: {}", bus_.config_.client_id, why);
    if (was_live) bus_.listener_.on_disconnected();
}

void MqttBus::Connection::be_turned_away(const std::string& why) {
    ++bus_.counting_.not_admitted;
    spdlog::error("bus: {}: the broker does not admit us: {}", bus_.config_.client_id, why);
    end(why);
}

bool MqttBus::Connection::becomes_live_within(std::chrono::milliseconds time) {
    std::unique_lock lock(bus_.phase_mutex_);
    bus_.changed_.wait_for(lock, time, [&] { return bus_.stopping_ || phase_ != Phase::opening; });
    return phase_ == Phase::live;
}

void MqttBus::Connection::watch() {
    std::unique_lock lock(bus_.phase_mutex_);
    while (!is_over()) {
        watcher_idles_ = true;
        bus_.changed_.wait(lock, [&] { return is_over() || !is_all_written(); });
        watcher_idles_ = false;
        const auto seen = written_.load();
        if (bus_.changed_.wait_for(lock, kWritePatience, [&] { return is_over(); })) return;
        if (is_all_written() || written_ != seen) continue;
        lock.unlock();
        nudge();
        lock.lock();
    }
}

void MqttBus::Connection::nudge() {
    // Paho's sender checks its queue and then waits, and misses what is queued in between: it would lie there
    // for up to a second, until something else is queued. An UNSUBSCRIBE from nothing is that something, and
    // touches nobody.
    if (nudging_.exchange(true)) return;
    auto response = answered_by(&Connection::nudged, &Connection::not_nudged);
    MQTTAsync_unsubscribe(client_, kNobodysFilter, &response);
}

void MqttBus::Connection::wake_watcher() {
    if (!watcher_idles_) return;
    const std::lock_guard lock(bus_.phase_mutex_);
    bus_.changed_.notify_all();
}

int MqttBus::Connection::send(const ports::Publication& publication, bool marked) {
    Properties properties;
    if (!publication.correlation.empty()) {
        properties.add(text_property(MQTTPROPERTY_CODE_CORRELATION_DATA, publication.correlation));
    }
    if (!publication.response_topic.empty()) {
        properties.add(text_property(MQTTPROPERTY_CODE_RESPONSE_TOPIC, publication.response_topic));
    }
    auto options = answered_by(marked ? &Connection::written : nullptr, nullptr);
    options.properties = *properties.list();
    if (marked) ++handed_;
    const int code =
        MQTTAsync_send(client_, publication.topic.c_str(), static_cast<int>(publication.payload.size()),
                       publication.payload.data(), 0, publication.retain, &options);
    if (marked && code != MQTTASYNC_SUCCESS) --handed_;
    if (marked) wake_watcher();
    return code;
}

void MqttBus::Connection::receive(std::string_view topic, const MQTTAsync_message& message) {
    const auto size = static_cast<std::size_t>(message.payloadlen);
    if (size > kMaxPayloadBytes || topic.empty() || phase_ == Phase::over) {
        ++bus_.counting_.received_invalid;
        return;
    }
    ports::Message received;
    received.topic = topic;
    received.payload.assign(static_cast<const char*>(message.payload), size);
    received.correlation = property_of(message, MQTTPROPERTY_CODE_CORRELATION_DATA);
    received.response_topic = property_of(message, MQTTPROPERTY_CODE_RESPONSE_TOPIC);
    received.retained = message.retained != 0;
    bus_.listener_.on_message(std::move(received));
}

MQTTAsync_responseOptions MqttBus::Connection::answered_by(MQTTAsync_onSuccess5* success,
                                                           MQTTAsync_onFailure5* failure) {
    MQTTAsync_responseOptions response = MQTTAsync_responseOptions_initializer;
    response.context = this;
    response.onSuccess5 = success;
    response.onFailure5 = failure;
    return response;
}

}  // namespace traction::adapters
