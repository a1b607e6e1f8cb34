/// A worker with a thread, a database file and a connection of its own. Faults are met here alone: the life
/// in which one happened is thrown away with its connection, and after a back-off everything is opened again,
/// as after a crash.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "shared/ports/clock.hpp"
#include "shared/runtime/inbox.hpp"

namespace traction::runtime {

/// What a worker needs from the outside. Called from the worker's thread; may throw Fault.
struct Surroundings {
    std::function<std::unique_ptr<ports::Database>(const std::string& worker)> open_database;
    std::function<std::unique_ptr<ports::Bus>(
        const std::string& worker, const std::vector<std::string>& subscriptions,
        const ports::Publication& last_will, ports::BusListener& listener)>
        connect;
    ports::Clock& clock;
    ports::Randomness& randomness;
};

/// Opens the database, brings its tables up to date, and lives. What every life needs, in the cloud, a car or
/// the simulation.
void migrate_all(ports::Database& database, const WorkerKind& kind);
/// What a worker of this kind subscribes to.
std::vector<std::string> subscriptions_of(const WorkerKind& kind, const Handlers& handlers, TimeMode time);
ports::Publication last_will_of(const WorkerKind& kind);

class WorkerThread {
   public:
    /// Starts at once.
    WorkerThread(WorkerKind kind, Surroundings surroundings, TimeMode time);
    /// Stops in order: the turn under way is finished, the connection closed with the last will's text said
    /// plainly.
    ~WorkerThread();
    WorkerThread(const WorkerThread&) = delete;
    WorkerThread& operator=(const WorkerThread&) = delete;

    void stop();
    const std::string& name() const { return kind_.name; }

   private:
    void run();
    /// Until it is stopped, or a Fault is thrown.
    void live();
    void turn(WorkerLife& life, ports::Bus& bus, Inbox& inbox, ports::Database& database);
    void back_up(WorkerLife& life, ports::Bus& bus, ports::Database& database) const;
    void publish_metrics(const WorkerLife& life, ports::Bus& bus, const Inbox& inbox, Timestamp machine_now);

    WorkerKind kind_;
    Surroundings surroundings_;
    TimeMode time_;
    std::mutex mutex_;
    std::condition_variable woken_;
    Inbox* inbox_ = nullptr;  ///< of the life under way
    bool stopping_ = false;
    std::int64_t faults_ = 0;
    Timestamp next_metrics_{};
    std::thread thread_;
};

}  // namespace traction::runtime
