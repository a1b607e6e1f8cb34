/// What may happen to a car in the garages. Pure: no bus, clock or database.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string_view>

#include "shared/domain/ids.hpp"
#include "shared/domain/lifecycle.hpp"
#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/domain/vin.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::garage {

inline constexpr int kMostCars = 10;  ///< of one account, paired or not. Rule G1
/// After its delivery, until the registry knows a car. Rule G4
inline constexpr std::chrono::hours kUnknownAfterDelivery{48};

/// Whose hands a car is in.
enum class Phase {
    free,
    owned,   ///< paired by an account
    moving,  ///< from its owner to the account that paired it, until nothing reaches the owner any more. Rule
             ///< G8
    stolen
};
inline constexpr std::array<std::string_view, 4> kPhaseNames{"free", "owned", "moving", "stolen"};

/// What can happen to it.
enum class Step {
    paired,
    claimed,    ///< paired by another account than its owner. Rule G8
    moved,      ///< nothing reaches the earlier owner any more. Rule G8
    removed,    ///< by who has it or is to have it. Rule G7
    torn_down,  ///< sale, destruction, lease end. Rule C7
    theft,      ///< torn down because it was stolen. Rule C7
    found       ///< the help desk clears it. Rule C7
};
inline constexpr std::array<std::string_view, 7> kStepNames{"paired",    "claimed", "moved", "removed",
                                                            "torn_down", "theft",   "found"};

using Transition = traction::Transition<Phase, Step>;
/// A period runs while its car is `owned`: it begins where a row leads there and ends where one leads away. A
/// step without a row is refused.
inline constexpr std::array kLifecycle{
    Transition{Phase::free, Step::paired, Phase::owned},
    Transition{Phase::free, Step::torn_down, Phase::free},
    Transition{Phase::free, Step::theft, Phase::stolen},
    Transition{Phase::free, Step::found, Phase::free},
    Transition{Phase::owned, Step::claimed, Phase::moving},
    Transition{Phase::owned, Step::removed, Phase::free},
    Transition{Phase::owned, Step::torn_down, Phase::free},
    Transition{Phase::owned, Step::theft, Phase::stolen},
    Transition{Phase::owned, Step::found, Phase::owned},
    Transition{Phase::moving, Step::moved, Phase::owned},
    Transition{Phase::moving, Step::removed, Phase::free},
    Transition{Phase::moving, Step::torn_down, Phase::moving},
    Transition{Phase::moving, Step::theft, Phase::stolen},
    Transition{Phase::moving, Step::found, Phase::moving},
    Transition{Phase::stolen, Step::torn_down, Phase::stolen},
    Transition{Phase::stolen, Step::theft, Phase::stolen},
    Transition{Phase::stolen, Step::found, Phase::free},
};
/// Where the step leads; nothing when it cannot be taken.
constexpr std::optional<Phase> after(Phase phase, Step step) {
    return next_in(kLifecycle, phase, step);
}
static_assert(!after(Phase::stolen, Step::paired) && !after(Phase::stolen, Step::claimed),
              "nobody gets a stolen car");
static_assert(!after(Phase::owned, Step::paired), "a car has one owner");
static_assert(after(Phase::owned, Step::claimed) != Phase::owned, "and none while it moves");
static_assert(after(Phase::owned, Step::theft) == Phase::stolen);
static_assert(after(Phase::stolen, Step::found) == Phase::free,
              "the help desk gives it back to nobody in particular");

/// A car as the garage knows it.
struct Car {
    Vin vin;
    Phase phase = Phase::free;
    OwnershipPeriod period = 0;        ///< the latest, running or ended; 0: nobody ever had it
    AccountId account;                 ///< who has it while it is owned, who is to have it while it is moving
    Timestamp since{};                 ///< when that period began, while it is owned
    OwnershipPeriod known_period = 0;  ///< the highest that the car has confirmed
};

/// The car once the account has typed the code that it shows: unchanged when the account has it already,
/// `owned` in a new period that begins at `now` when nobody has it, `moving` when it is another's. Refuses
/// with `vehicle_unavailable`. Rules G5, G8, C7.
Result<Car> pair(Car car, const AccountId& account, Timestamp now);

/// The moving car in the hands of who paired it, in a new period that begins at `now`. Rule G8.
Car arrive(Car car, Timestamp now);

/// The car without that account; unchanged when it neither has it nor is to have it. Rule G7.
Car remove(Car car, const AccountId& account);

/// The car after the teardown of one of its periods. That of an earlier period leaves the later owner alone
/// (design 7). Rule C7.
Car tear_down(Car car, OwnershipPeriod period, wire::contracts::EndReason reason);

/// The car after the help desk found it. One that is not marked stolen stays as it is. Rule C7.
Car clear_stolen(Car car);

}  // namespace traction::garage
