/// Paho C 1.3.12 and its traps, each seen here, and what is done:
/// - it connects again by itself, but subscribes to nothing then: each connection is ours to open, subscribe
/// and bury (`Connection`);
/// - publications queued on a lost connection are sent on the next one, late: each connection has a Paho
/// client of its own;
/// - with its last client Paho stops its threads, which takes up to a second: the next client is made before
/// the lost one is buried;
/// - callbacks run under a lock of the process: they only hand over, and queue the next protocol step;
/// - its tracing costs 40 %: it is turned down;
/// - it leaves Nagle's delay on, 40 ms for the second of two small publications: it is turned off behind its
/// back (`nagle.hpp`);
/// - its sender can miss a wake-up, and a publication lies for up to a second: somebody watches
/// (`Connection::watch`);
/// - a disconnect does not wait for half-written publications: we drain first.
#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <random>

#include <spdlog/spdlog.h>

#include "shared/adapters/mqtt_bus/connection.hpp"
#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using namespace std::chrono_literals;

constexpr auto kConnectPatience = 15000ms;
/// Of a batch so many publications leave between two looks at its progress.
constexpr std::size_t kMarkEvery = 256;

/// Doubling pauses; each is drawn from its upper half, so that a fleet does not come back in one instant.
class BackOff {
   public:
    std::chrono::milliseconds next() {
        const auto longest = longest_;
        longest_ = std::min<std::chrono::milliseconds>(2 * longest_, kLongestPause);
        return std::chrono::milliseconds(
            std::uniform_int_distribution<std::int64_t>(longest.count() / 2, longest.count())(dice_));
    }
    void reset() { longest_ = kShortestPause; }

   private:
    std::minstd_rand dice_{std::random_device{}()};
    std::chrono::milliseconds longest_ = kShortestPause;
};

/// Counts, and logs at 1, 2, 4, 8, … so that a flood of drops is no flood of lines.
void count_drop(std::atomic<std::uint64_t>& counter, const ports::Publication& publication, const char* why) {
    const auto count = ++counter;
    if (!std::has_single_bit(count)) return;
    spdlog::warn("bus: dropped a publication of {} bytes on '{}': {} ({} so far)", publication.payload.size(),
                 publication.topic.substr(0, 80), why, count);
}

}  // namespace

bool is_publishable(std::string_view topic) {
    const auto is_fit = [](char c) { return c > ' ' && c <= '~' && c != '+' && c != '#'; };
    return !topic.empty() && topic.size() <= kMaxTopicBytes &&
           std::all_of(topic.begin(), topic.end(), is_fit) &&
           static_cast<std::size_t>(std::count(topic.begin(), topic.end(), '/')) < kMaxTopicLevels;
}

bool is_sendable(const ports::Publication& publication) {
    return is_publishable(publication.topic) && publication.payload.size() <= kMaxPayloadBytes &&
           publication.correlation.size() <= kMaxCorrelationBytes &&
           (publication.response_topic.empty() || is_publishable(publication.response_topic));
}

MqttBus::MqttBus(MqttBusConfig config, ports::BusListener& listener)
    : config_(std::move(config)), listener_(listener) {
    check(!config_.client_id.empty(), "a bus has a client ID");
    check(!config_.will || is_sendable(*config_.will), "a last will is sendable");
    check(!config_.birth || is_sendable(*config_.birth), "a birth message is sendable");
    keeper_ = std::thread([this] { keep_connected(); });
}

MqttBus::~MqttBus() {
    {
        const std::lock_guard lock(phase_mutex_);
        stopping_ = true;
        changed_.notify_all();
    }
    keeper_.join();
}

void MqttBus::publish(std::span<const ports::Publication> publications) {
    const std::lock_guard lock(publish_mutex_);
    if (current_ == nullptr || !current_->is_live()) {
        counting_.dropped_offline += publications.size();
        return;
    }
    for (std::size_t i = 0; i < publications.size(); ++i)
        publish_one(*current_, publications[i], i + 1 == publications.size() || i % kMarkEvery == 0);
}

void MqttBus::publish_one(Connection& connection, const ports::Publication& publication, bool marked) {
    if (!is_sendable(publication))
        return count_drop(counting_.dropped_invalid, publication, "topic or payload unfit");
    switch (connection.send(publication, marked)) {
        case MQTTASYNC_SUCCESS:
            return;
        case MQTTASYNC_DISCONNECTED:
            ++counting_.dropped_offline;
            return;
        default:
            count_drop(counting_.dropped_full, publication, "too many are waiting");
    }
}

void MqttBus::keep_connected() {
    BackOff back_off;
    std::unique_ptr<Connection> connection;
    const auto make_current = [&](Connection* next) {
        const std::lock_guard lock(publish_mutex_);
        current_ = next;
    };
    for (;;) {
        auto next = std::make_unique<Connection>(*this);
        make_current(next.get());
        connection = std::move(next);
        connection->open();
        if (connection->becomes_live_within(kConnectPatience)) {
            connection->watch();
            if (!connection->was_taken_over()) back_off.reset();
        }
        if (stops_within(back_off.next())) break;
    }
    make_current(nullptr);
    connection->close();
}

bool MqttBus::stops_within(std::chrono::milliseconds pause) {
    std::unique_lock lock(phase_mutex_);
    return changed_.wait_for(lock, pause, [this] { return stopping_; });
}

MqttBusCounters MqttBus::counters() const {
    return {counting_.connections,  counting_.dropped_offline,  counting_.dropped_invalid,
            counting_.dropped_full, counting_.received_invalid, counting_.not_admitted};
}

}  // namespace traction::adapters
