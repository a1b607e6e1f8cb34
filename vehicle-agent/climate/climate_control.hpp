/// Begins and ends preconditioning in time, while the car is offline too. That it needs a locked car and
/// energy is the climate computer's own affair (rules P2, P4): it refuses, and ends by itself.
#pragma once

#include "vehicle-agent/climate/climate_store.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::climate {

inline constexpr std::chrono::minutes kNowLasts{30};   ///< rule P3
inline constexpr std::chrono::minutes kTriedAgain{1};  ///< when the part did not do as it was told

class ClimateControl {
   public:
    explicit ClimateControl(ports::Database& database);

    /// Stops what has lasted long enough and begins what is programmed; takes note of what ended by itself,
    /// or runs though nobody remembers its start. Each occurrence of a programme begins once: what was
    /// refused at its minute begins when it can, until its end, unless somebody drives.
    void live(vehicle::Climate& climate, Timestamp now);
    /// When to `live` again, though nothing happens.
    std::optional<Timestamp> next_due() const { return next_due_; }

    /// Starts for 30 minutes from now; asked again, from then on. What runs longer goes on.
    vehicle::Reaction start(vehicle::Climate& climate, Timestamp now);
    /// Ends what runs, and the occurrences of all programmes that lie around now, but none of the later ones.
    vehicle::Reaction stop(vehicle::Climate& climate, Timestamp now);

    /// Takes the place of the one in its slot. One that lies around now begins at once.
    void set_programme(const ClimateProgramme& programme, vehicle::Climate& climate, Timestamp now);
    void remove_programme(int slot);
    bool holds(const ClimateProgramme& programme) const;
    bool has_programme(int slot) const { return find(slot) != nullptr; }

    /// The owner is another from now on.
    void forget_programmes();

   private:
    const Kept* find(int slot) const;
    void end_what_is_over(vehicle::Climate& climate, Timestamp now);
    void begin_programmed(vehicle::Climate& climate, Timestamp now);
    /// True when that is settled: it runs, or will not.
    bool begin(const Occurrence& occurrence, vehicle::Climate& climate);
    void set_begun(Kept& kept, Timestamp start);
    void set_end(std::optional<Timestamp> ends_at);
    void decide_next_due(Timestamp now);

    ClimateStore store_;
    std::optional<Timestamp> ends_at_;
    std::vector<Kept> programmes_;  ///< by slot
    std::optional<Timestamp> try_again_at_;
    std::optional<Timestamp> next_due_;
};

}  // namespace traction::climate
