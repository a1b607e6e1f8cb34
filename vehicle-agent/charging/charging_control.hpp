/// Lets the charge port do what the owner wants, while the car is offline too. Rules E1, E2, E3, E5, E6, E7.
#pragma once

#include "vehicle-agent/charging/charging_store.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::charging {

/// A programmed charge that has not begun by then has not started. Rule E5.
inline constexpr std::chrono::minutes kStartsWithin{5};
/// Charging for so long it is known how long the rest will take.
inline constexpr std::chrono::minutes kSettlesWithin{10};
/// What is missing at the end of a programme is told from here on.
inline constexpr std::chrono::minutes kLateFrom{10};

class ChargingControl {
   public:
    explicit ChargingControl(ports::Database& database);

    /// Decides anew what the port should do now, and has it done. A port that does not answer is asked again
    /// the next time.
    void live(vehicle::ChargePort& port, Timestamp now);
    /// When to `live` again, though nothing happens.
    std::optional<Timestamp> next_due() const { return next_due_; }

    // What the owner asks for; `live` has been called at `now`.
    /// Takes the place of the one in its slot. Charging that the programmes do not want now stops: the remote
    /// stop. Rule E3.
    void set_programme(const ChargingProgramme& programme, vehicle::ChargePort& port, Timestamp now);
    void remove_programme(int slot, vehicle::ChargePort& port, Timestamp now);
    void set_off_peak(const OffPeakProgramme& programme, vehicle::ChargePort& port, Timestamp now);
    /// No programme starts a charge before; nothing ends the pause.
    void pause_until(std::optional<Timestamp> instant, vehicle::ChargePort& port, Timestamp now);
    /// Kept, and applied by the car itself. Rule E6.
    vehicle::Reaction set_limit(int percent, vehicle::ChargePort& port, Timestamp now);
    /// Charges in this session whatever the programmes say, and erases nothing (rule E6). A refusal changes
    /// nothing.
    vehicle::Reaction charge_now(vehicle::ChargePort& port, Timestamp now);
    /// The programmes hold again, in this session too. False, and nothing changed, where none is active: then
    /// there is no time to wait for. Rule E3.
    bool postpone(vehicle::ChargePort& port, Timestamp now);

    const Plan& plan() const { return wishes_.plan; }
    bool holds(const ChargingProgramme& programme) const;
    bool has_programme(int slot) const;

    /// The owner is another from now on: the car charges as if nobody had asked for anything. Rule E1.
    void forget_wishes(vehicle::ChargePort& port, Timestamp now);

    /// Writes into a sample what only the programmes know: that the car is waiting, and the owner's own
    /// limit. Sees by it whether the target will be reached.
    void complete(wire::Sample& sample);

    /// What the owner is to be told of the programmes, each once for each run. Rule E5.
    std::vector<vehicle::Happening> take_happenings() { return std::exchange(happenings_, {}); }

   private:
    void save_changed(const ChargingWishes& wishes);
    void apply(vehicle::ChargePort& port, Timestamp now);
    void judge_start(vehicle::ChargePort& port, Timestamp now);
    void judge_target(const wire::Sample& sample);
    void tell(vehicle::HappeningKind kind, Timestamp at, vehicle::Cause cause);

    ChargingStore store_;
    ChargingWishes wishes_;
    Decision decision_;
    std::optional<Timestamp> next_due_;
    std::vector<vehicle::Happening> happenings_;
};

}  // namespace traction::charging
