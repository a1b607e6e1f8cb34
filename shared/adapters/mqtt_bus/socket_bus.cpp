#include "shared/adapters/mqtt_bus/socket_bus.hpp"

#include <algorithm>
#include <random>

#include <spdlog/spdlog.h>

#include "shared/adapters/mqtt_bus/byte_pipe.hpp"
#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kOpenPatience = 5'000ms;
constexpr std::chrono::milliseconds kGlance = 10ms;
constexpr int kGlancesWhileLeaving = 100;
constexpr std::chrono::milliseconds kLongestWait = 10'000ms;
constexpr int kMostSilentTicks = 2;
constexpr std::uint16_t kSubscription = 1;

}  // namespace

SocketBus::SocketBus(MqttBusConfig config, ports::BusListener& listener)
    : config_(std::move(config)), listener_(listener) {
    check(!config_.credentials.tls, "a bus on a bare socket speaks no TLS");
    keeper_ = std::thread([this] { keep_connected(); });
}

SocketBus::~SocketBus() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (live_pipe_) live_pipe_->wake();
        stopped_.notify_all();
    }
    keeper_.join();
}

void SocketBus::publish(std::span<const ports::Publication> publications) {
    std::shared_ptr<BytePipe> pipe;
    {
        const std::lock_guard lock(mutex_);
        pipe = live_pipe_;
    }
    if (!pipe) {
        dropped_offline_ += publications.size();
        return;
    }
    std::string bytes;
    std::uint64_t count = 0;
    for (const auto& publication : publications) {
        const bool sendable = is_sendable(publication);
        dropped_invalid_ += !sendable;
        count += sendable;
        if (sendable) mqtt::append_publish(bytes, publication);
    }
    if (!pipe->write(bytes)) dropped_full_ += count;
}

void SocketBus::keep_connected() {
    std::minstd_rand dice{std::random_device{}()};
    auto longest = kShortestPause;
    for (;;) {
        const auto connections = connections_.load();
        live_once();
        if (connections_ != connections) longest = kShortestPause;
        const std::chrono::milliseconds pause(
            std::uniform_int_distribution<std::int64_t>(longest.count() / 2, longest.count())(dice));
        longest = std::min(2 * longest, kLongestPause);
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, pause, [this] { return stopping_; })) return;
    }
}

/// From CONNECT to the end of the connection.
void SocketBus::live_once() {
    const auto pipe = std::make_shared<BytePipe>(config_.host, config_.port, kOpenPatience);
    if (pipe->is_broken()) return;
    phase_ = Phase::connecting;
    introduce(*pipe);
    try {
        hear(pipe);
    } catch (const mqtt::ProtocolError& error) {
        spdlog::error("bus: {}: {}", config_.client_id, error.what());
    }
    const bool was_live = live_pipe_ != nullptr;
    use(nullptr);
    if (!pipe->is_broken()) leave(*pipe);
    if (was_live) listener_.on_disconnected();
}

void SocketBus::use(std::shared_ptr<BytePipe> pipe) {
    const std::lock_guard lock(mutex_);
    live_pipe_ = std::move(pipe);
}

void SocketBus::introduce(BytePipe& pipe) const {
    std::string bytes;
    const auto password = config_.credentials.password ? config_.credentials.password() : Secret();
    mqtt::append_connect(bytes, {.client_id = config_.client_id,
                                 .keep_alive_s = kKeepAliveSeconds,
                                 .will = config_.will ? &*config_.will : nullptr,
                                 .username = password.empty() ? "" : config_.client_id,
                                 .password = password.revealed()});
    pipe.write(bytes);
}

void SocketBus::hear(const std::shared_ptr<BytePipe>& pipe) {
    int silent_ticks = 0;
    while (!pipe->is_broken() && phase_ != Phase::over && !is_stopping()) {
        pipe->wait(live_pipe_ ? kLongestWait : kGlance);
        while (pipe->read()) {
            silent_ticks = 0;
            auto bytes = pipe->incoming().waiting();
            while (const auto packet = mqtt::take_packet(bytes, kMaxPacketBytes)) on_packet(pipe, *packet);
            pipe->incoming().done(pipe->incoming().waiting().size() - bytes.size());
        }
        if (!pipe->ticked()) continue;
        if (++silent_ticks > kMostSilentTicks) return;  // not even an answer to a ping
        std::string ping;
        mqtt::append_ping(ping);
        pipe->write(ping);
    }
}

void SocketBus::on_packet(const std::shared_ptr<BytePipe>& pipe, const mqtt::Packet& packet) {
    const auto refused = [&](const char* what) {
        spdlog::error("bus: {}: the broker refuses {} (reason {:#x})", config_.client_id, what,
                      mqtt::reason_of(packet));
        phase_ = Phase::over;
    };
    switch (packet.type) {
        case mqtt::PacketType::publish:
            return on_publish(packet);
        case mqtt::PacketType::connack:
            if (mqtt::reason_of(packet) < mqtt::kFirstFailure) return subscribe(*pipe);
            ++not_admitted_;
            return refused("the connection");
        case mqtt::PacketType::suback:
            return mqtt::reason_of(packet) < mqtt::kFirstFailure ? go_live(pipe) : refused("a subscription");
        case mqtt::PacketType::disconnect:
            phase_ = Phase::over;
            return;
        default:
            return;
    }
}

void SocketBus::on_publish(const mqtt::Packet& packet) {
    const auto published = mqtt::read_publish(packet);
    if (published.payload.size() > kMaxPayloadBytes || published.topic.empty()) {
        ++received_invalid_;
        return;
    }
    listener_.on_message({.topic = std::string(published.topic),
                          .payload = std::string(published.payload),
                          .correlation = std::string(published.correlation),
                          .retained = published.retained,
                          .response_topic = std::string(published.response_topic)});
}

void SocketBus::subscribe(BytePipe& pipe) const {
    check(!config_.subscriptions.empty(), "a bus on a socket listens to something");
    std::string bytes;
    mqtt::append_subscribe(bytes, kSubscription, config_.subscriptions);
    pipe.write(bytes);
}

void SocketBus::go_live(const std::shared_ptr<BytePipe>& pipe) {
    if (config_.birth) {
        std::string birth;
        mqtt::append_publish(birth, *config_.birth);
        pipe->write(birth);
    }
    use(pipe);
    ++connections_;
    listener_.on_connected();
}

/// The broker hangs up when it has read the farewell; what it still sends is read until then, for an unread
/// rest would have the system tear the connection down with our last words in it.
void SocketBus::leave(BytePipe& pipe) const {
    std::string farewell;
    mqtt::append_disconnect(farewell,
                            config_.will_on_close ? mqtt::kDisconnectWithWill : mqtt::kNormalDisconnection);
    pipe.write(farewell);
    for (int glance = 0; glance < kGlancesWhileLeaving && !pipe.is_broken(); ++glance) {
        pipe.wait(kGlance);
        while (pipe.read()) pipe.incoming().done(pipe.incoming().waiting().size());
    }
}

bool SocketBus::is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

MqttBusCounters SocketBus::counters() const {
    return {connections_,  dropped_offline_,  dropped_invalid_,
            dropped_full_, received_invalid_, not_admitted_};
}

}  // namespace traction::adapters
