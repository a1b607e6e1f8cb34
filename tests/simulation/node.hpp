/// One process of the simulated world: a worker or a car, with a database that outlives its crashes.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_life.hpp"
#include "tests/simulation/crashing_database.hpp"
#include "tests/simulation/memory_broker.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace traction::simulation {

/// Where a crash meets a step.
enum class CrashPoint { none, before_commit, after_commit };

class Node {
   public:
    Node(runtime::WorkerKind kind, MemoryBroker& broker, std::uint64_t seed);

    const std::string& name() const { return kind_.name; }
    bool is_vehicle() const { return kind_.is_vehicle; }
    bool running() const { return life_ != nullptr; }
    bool connected() const { return connected_; }

    void start(Timestamp now);
    void crash(Timestamp now);
    /// The connection comes, or breaks; the process goes on.
    void connect(Timestamp now);
    void lose_connection(Timestamp now, bool broker_is_gone = false);

    bool has_arrivals() const {
        return !arrivals_.messages.empty() || arrivals_.connected || arrivals_.disconnected;
    }
    /// When it is to step though nothing arrives. In wall time nothing but its own steps changes that.
    std::optional<Timestamp> wake_at() const { return wake_at_; }
    void step(Timestamp now, CrashPoint crash_point);
    bool settled(Timestamp now) { return life_ && !has_arrivals() && life_->settled(now); }

    ports::Database& database() { return database_; }
    /// What it has committed: the last number applied of a stream's epoch.
    wire::Number applied(const std::string& stream, wire::Epoch epoch);
    std::int64_t steps() const { return steps_; }
    std::int64_t boots() const { return boots_; }

   private:
    runtime::WorkerKind kind_;
    MemoryBroker& broker_;
    test::SeededRandomness randomness_;
    adapters::SqliteDatabase disk_{":memory:"};
    CrashingDatabase database_{disk_};
    std::unique_ptr<ports::Statement> applied_;
    std::unique_ptr<runtime::WorkerLife> life_;
    runtime::Arrivals arrivals_;
    std::optional<Timestamp> wake_at_;
    bool connected_ = false;
    std::int64_t boots_ = 0;
    std::int64_t steps_ = 0;
};

}  // namespace traction::simulation
