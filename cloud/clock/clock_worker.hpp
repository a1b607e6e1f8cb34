/// The worker `clock`: owner of the sandbox clock (design 3). It lives in machine time itself; everyone else
/// follows what it retains on `clock`.
#pragma once

#include "cloud/clock/attendance.hpp"
#include "cloud/clock/clock_store.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::clock {

/// How often the clock says what time it is while it moves: a process that starts hears a fresh one.
inline constexpr Milliseconds kTickEvery{1'000};
/// After a connection nobody is missed: others may be on their way back to a broker that has forgotten them.
inline constexpr Milliseconds kArrivalTime{3'000};

class ClockWorker : public runtime::Worker {
   public:
    /// `start` is the time of a clock that never ran; it stands until it is moved.
    ClockWorker(ports::Database& database, Timestamp start);

    void declare(runtime::Handlers& handlers) override;
    void on_connected(Timestamp machine_now) override;
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    bool publish_view(runtime::Turn& turn, std::size_t page) override;

   private:
    using Answer = runtime::Handlers::Answer;
    using Turn = runtime::Turn;

    Answer on_advance(Turn& turn, const wire::clock::Advance& ask);
    Answer on_rate(Turn& turn, const wire::clock::SetRate& ask);
    Answer show(const Turn& turn) const;
    void hear_presence(const wire::ParsedTopic& topic, const ports::Message& message);
    void hear_settled(const wire::ParsedTopic& topic, const ports::Message& message);

    bool everyone_settled() const;
    void move_to(Turn& turn, const ClockState& state);

    ClockStore store_;
    ClockState state_;
    Attendance attendance_;
    Timestamp all_arrived_{};  ///< machine time from which on nobody is awaited
    Timestamp next_tick_{};    ///< machine time
    bool tick_owed_ = false;   ///< a tick may have been lost with a connection
};

/// `start`: see `ClockWorker`.
runtime::WorkerKind worker_kind(Timestamp start);

}  // namespace traction::clock
