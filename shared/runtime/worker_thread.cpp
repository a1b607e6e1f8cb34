#include "shared/runtime/worker_thread.hpp"

#include <algorithm>
#include <filesystem>

#include <spdlog/spdlog.h>

#include "shared/runtime/migrations.hpp"
#include "shared/wire/messages/metrics.hpp"
#include "shared/wire/messages/presence.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::runtime {

using wire::TopicKind;

namespace {

constexpr Milliseconds kFirstPause{500};
constexpr Milliseconds kLongestPause{60'000};
constexpr Milliseconds kLongestWait{1'000};
constexpr Milliseconds kMetricsEvery{10'000};
constexpr Milliseconds kSpread{200};

}  // namespace

void migrate_all(ports::Database& database, const WorkerKind& kind) {
    ports::migrate(database, migrations(), "runtime");
    ports::migrate(database, kind.migrations(), kind.is_vehicle ? "vehicle" : kind.name);
}

std::vector<std::string> subscriptions_of(const WorkerKind& kind, const Handlers& handlers, TimeMode time) {
    auto filters = handlers.subscriptions(kind.name);
    if (time == TimeMode::sandbox) filters.push_back(wire::filter(TopicKind::clock));
    if (kind.is_vehicle) return filters;
    filters.push_back(wire::filter(TopicKind::operator_ask, {"+", kind.name, "+"}));
    filters.push_back(wire::filter(TopicKind::presence, {kind.name}));
    filters.push_back(wire::filter(TopicKind::view, {kind.name}));
    std::sort(filters.begin(), filters.end());
    filters.erase(std::unique(filters.begin(), filters.end()), filters.end());
    return filters;
}

ports::Publication last_will_of(const WorkerKind& kind) {
    ports::Publication will;
    will.topic =
        wire::topic(kind.is_vehicle ? TopicKind::vehicle_presence : TopicKind::presence, {kind.name});
    will.payload = wire::Presence{}.json().dump();
    will.retain = true;
    return will;
}

WorkerThread::WorkerThread(WorkerKind kind, Surroundings surroundings, TimeMode time)
    : kind_(std::move(kind)),
      surroundings_(std::move(surroundings)),
      time_(time),
      thread_([this] { run(); }) {}

WorkerThread::~WorkerThread() {
    stop();
    thread_.join();
}

void WorkerThread::stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (inbox_ != nullptr) inbox_->stop();
    woken_.notify_all();
}

void WorkerThread::run() {
    auto pause = kFirstPause;
    while (true) {
        const auto began = surroundings_.clock.now();
        try {
            return live();
        } catch (const Fault& fault) {
            ++faults_;
            spdlog::error("{}: {}", kind_.name, fault.what());
        }
        pause = surroundings_.clock.now() - began > kLongestPause ? kFirstPause
                                                                  : std::min(pause * 2, kLongestPause);
        std::unique_lock lock(mutex_);
        if (woken_.wait_for(lock, pause, [&] { return stopping_; })) return;
        spdlog::info("{}: opens again", kind_.name);
    }
}

void WorkerThread::live() {
    const auto database = surroundings_.open_database(kind_.name);
    migrate_all(*database, kind_);
    WorkerLife life(kind_, *database, surroundings_.randomness,
                    {.time = time_, .spread = kSpread, .boot = random_id_text(surroundings_.randomness)});
    Inbox inbox;
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        inbox_ = &inbox;
    }
    const std::shared_ptr<void> forget_inbox(nullptr, [this](void*) {
        const std::lock_guard lock(mutex_);
        inbox_ = nullptr;
    });
    const auto will = last_will_of(kind_);
    const auto bus =
        surroundings_.connect(kind_.name, subscriptions_of(kind_, life.handlers(), time_), will, inbox);
    while (!inbox.stopped()) turn(life, *bus, inbox, *database);
    bus->publish({&will, 1});
}

void WorkerThread::turn(WorkerLife& life, ports::Bus& bus, Inbox& inbox, ports::Database& database) {
    const auto before = surroundings_.clock.now();
    const auto wake = life.wake_at(before);
    const auto wait = wake ? std::clamp(std::chrono::duration_cast<Milliseconds>(*wake - before),
                                        Milliseconds{0}, kLongestWait)
                           : kLongestWait;
    auto arrivals = inbox.take(wait, kind_.batch);
    const auto now = surroundings_.clock.now();
    const bool nothing_to_do =
        arrivals.messages.empty() && !arrivals.connected && !arrivals.disconnected && (!wake || *wake > now);
    if (!nothing_to_do) bus.publish(life.step(now, std::move(arrivals)));
    back_up(life, bus, database);
    publish_metrics(life, bus, inbox, now);
}

/// Outside of the transaction: the copy holds what is committed, and nothing else.
void WorkerThread::back_up(WorkerLife& life, ports::Bus& bus, ports::Database& database) const {
    for (const auto& wish : life.take_backup_wishes()) {
        const auto file = std::filesystem::path(wish.directory) / (kind_.name + ".sqlite");
        Result<wire::Json> outcome = wire::Json::object();
        try {
            database.copy_to(file.string());
            outcome = wire::Json{{"file", file.string()}, {"bytes", std::filesystem::file_size(file)}};
        } catch (const ports::DatabaseFault& fault) {
            outcome = Refusal(wire::refused::backup_failed, {{"why", fault.what()}});
        }
        ports::Publication answer;
        answer.topic = wish.answer_topic;
        answer.correlation = wish.correlation;
        answer.payload = wire::write_answer(wish.id, outcome);
        bus.publish({&answer, 1});
    }
}

void WorkerThread::publish_metrics(const WorkerLife& life, ports::Bus& bus, const Inbox& inbox,
                                   Timestamp machine_now) {
    if (kind_.is_vehicle || machine_now < next_metrics_) return;
    next_metrics_ = machine_now + kMetricsEvery;
    ports::Publication metrics;
    metrics.topic = wire::topic(TopicKind::metrics, {kind_.name});
    metrics.retain = true;
    metrics.payload = wire::Metrics{.handled = life.handled(),
                                    .inbox_dropped = static_cast<std::int64_t>(inbox.dropped()),
                                    .outbox_rows = life.outbox_rows(),
                                    .new_epochs = life.new_epochs(),
                                    .quarantined = life.quarantined(),
                                    .faults = faults_}
                          .json()
                          .dump();
    bus.publish({&metrics, 1});
}

}  // namespace traction::runtime
