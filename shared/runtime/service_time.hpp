/// Service time, as a worker lives it: the wall clock, or the sandbox clock that it hears (design 3). It
/// never goes back, over restarts.
#pragma once

#include <memory>
#include <optional>

#include "shared/ports/database.hpp"
#include "shared/wire/messages/clock.hpp"

namespace traction::runtime {

enum class TimeMode { wall, sandbox };

class ServiceTime {
   public:
    ServiceTime(ports::Database& database, TimeMode mode);

    /// Nothing while the sandbox clock was not heard since this start: then nothing is to be done.
    std::optional<Timestamp> now(Timestamp machine_now) const;
    void hear(const wire::clock::Tick& tick, Timestamp machine_now);
    /// The machine time at which service time will be `due`; nothing when it stands still before it.
    std::optional<Timestamp> machine_time_of(Timestamp due, Timestamp machine_now) const;
    /// Takes note of the highest time acted upon, and writes it once a second of it. Part of the worker's
    /// transaction.
    void save(Timestamp acted_at);

    TimeMode mode() const { return mode_; }
    /// The last step heard of the sandbox clock.
    const std::optional<wire::clock::Tick>& tick() const { return tick_; }

   private:
    TimeMode mode_;
    Timestamp floor_{};  ///< what was acted upon or heard: time never goes below it
    Timestamp saved_{};  ///< what the database holds of it
    std::optional<wire::clock::Tick> tick_;
    Timestamp heard_at_{};
    std::unique_ptr<ports::Statement> save_;
};

}  // namespace traction::runtime
