/// What happened to a simulated car, until somebody takes it, and the charging session under way.
#pragma once

#include <utility>
#include <vector>

#include "shared/domain/vin.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::vehicle {

class Diary {
   public:
    Diary(Vin vin, const Battery& battery, Timestamp now)
        : vin_(std::move(vin)), battery_(battery), now_(now) {}

    Timestamp now() const { return now_; }
    void set_now(Timestamp now) { now_ = now; }

    void tell(HappeningKind kind, Cause cause = Cause::none) { tell_at(now_, kind, cause); }
    void tell_at(Timestamp at, HappeningKind kind, Cause cause = Cause::none);
    std::vector<Happening> take() { return std::exchange(happenings_, {}); }

    /// The session's name is the car's VIN and the instant of plugging in: the same life gives the same
    /// names.
    void open_session();
    void close_session() { session_ = {}; }
    const SessionId& session() const { return session_; }
    double charged_energy_wh() const { return charged_energy_wh_; }
    void add_charged_energy(double wh) { charged_energy_wh_ += wh; }

   private:
    Vin vin_;
    const Battery& battery_;
    Timestamp now_;
    SessionId session_;
    double charged_energy_wh_ = 0;
    std::vector<Happening> happenings_;
};

}  // namespace traction::vehicle
