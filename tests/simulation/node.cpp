#include "tests/simulation/node.hpp"

#include "shared/runtime/worker_thread.hpp"

namespace traction::simulation {

namespace {

/// A world lives 400 days in which nearly nothing else happens.
constexpr std::chrono::hours kHouseKeepingEvery{8};

}  // namespace

Node::Node(runtime::WorkerKind kind, MemoryBroker& broker, std::uint64_t seed)
    : kind_(std::move(kind)), broker_(broker), randomness_(seed) {
    runtime::migrate_all(database_, kind_);
    applied_ = disk_.prepare("SELECT applied FROM incoming_stream WHERE stream = ?1 AND epoch = ?2");
}

void Node::start(Timestamp now) {
    check(!running(), "a process is started once");
    life_ = std::make_unique<runtime::WorkerLife>(
        kind_, database_, randomness_,
        runtime::WorkerLife::Setting{.time = runtime::TimeMode::wall,
                                     .spread = Milliseconds{500},
                                     .boot = "boot-" + std::to_string(++boots_),
                                     .house_keeping_every = kHouseKeepingEvery});
    arrivals_ = {};
    wake_at_ = life_->wake_at(now);
    connect(now);
}

void Node::crash(Timestamp now) {
    life_.reset();
    wake_at_.reset();
    arrivals_ = {};
    connected_ = false;
    broker_.disconnect(name(), /*farewell=*/false, now);
}

void Node::connect(Timestamp now) {
    if (!life_ || connected_) return;
    connected_ = true;
    broker_.connect(
        name(), runtime::subscriptions_of(kind_, life_->handlers(), runtime::TimeMode::wall),
        runtime::last_will_of(kind_),
        [this](ports::Message&& message) { arrivals_.messages.push_back(std::move(message)); }, now);
    arrivals_.connected = true;
}

void Node::lose_connection(Timestamp now, bool broker_is_gone) {
    if (!connected_) return;
    connected_ = false;
    arrivals_.connected = false;
    arrivals_.disconnected = true;
    if (!broker_is_gone) broker_.disconnect(name(), /*farewell=*/false, now);
}

void Node::step(Timestamp now, CrashPoint crash_point) {
    ++steps_;
    if (crash_point == CrashPoint::before_commit) database_.die_at_commit();
    try {
        const auto publications = life_->step(now, std::exchange(arrivals_, {}));
        if (crash_point == CrashPoint::after_commit) return crash(now);
        wake_at_ = life_->wake_at(now);
        for (const auto& publication : publications) broker_.publish(name(), publication, now);
    } catch (const Died&) {
        crash(now);
    }
}

wire::Number Node::applied(const std::string& stream, wire::Epoch epoch) {
    const auto number = [](const ports::Statement& row) { return static_cast<wire::Number>(row.integer(0)); };
    return first_row(*applied_, number, stream, epoch).value_or(0);
}

}  // namespace traction::simulation
