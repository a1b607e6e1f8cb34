#include <doctest/doctest.h>

#include "shared/wire/messages/commands.hpp"

namespace traction::wire::commands {
namespace {

TEST_CASE("K3: what undoes each other is about one subject, and nothing else is") {
    const auto climate = [](int slot) {
        return subject_of(Act::set_climate_programme, {.climate_programme = ClimateProgramme{.slot = slot}});
    };
    const auto charging = [](int slot) {
        return subject_of(Act::set_charging_programme, {.programme = ChargingProgramme{.slot = slot}});
    };
    CHECK(subject_of(Act::lock, {}) == subject_of(Act::unlock, {}));
    CHECK(subject_of(Act::precondition_start, {}) == subject_of(Act::precondition_stop, {}));
    CHECK(subject_of(Act::charge_now, {}) == subject_of(Act::postpone_charge, {}));
    CHECK(subject_of(Act::horn, {}) != subject_of(Act::lights, {}));
    CHECK(subject_of(Act::charge_now, {}) != charging(1));
    CHECK(charging(1) != charging(2));
    CHECK(charging(1) != climate(1));
    CHECK(climate(2) == subject_of(Act::remove_climate_programme, {.slot = 2}));
    CHECK(charging(2) == subject_of(Act::remove_charging_programme, {.slot = 2}));
    CHECK(climate(1) != subject_of(Act::remove_climate_programme, {.slot = 2}));
}

}  // namespace
}  // namespace traction::wire::commands
