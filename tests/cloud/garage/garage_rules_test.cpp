#include "cloud/garage/garage_rules.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

namespace traction::garage {
namespace {

using wire::contracts::EndReason;

constexpr Timestamp kNow{Milliseconds{1'800'000'000'000}};
const Vin kCar = Vin::parse("VF1AG000164316834").value();
const AccountId kAlice = *AccountId::parse("alice");
const AccountId kBob = *AccountId::parse("bob");

Car free_car(OwnershipPeriod period = 0) {
    return {.vin = kCar, .period = period};
}
Car car_of(const AccountId& account, OwnershipPeriod period = 1) {
    return {.vin = kCar, .phase = Phase::owned, .period = period, .account = account, .since = kNow};
}
Car moving_to(const AccountId& account, OwnershipPeriod period = 1) {
    return {.vin = kCar, .phase = Phase::moving, .period = period, .account = account};
}
Car stolen_car() {
    return {.vin = kCar, .phase = Phase::stolen, .period = 1};
}

}  // namespace

TEST_CASE("G7, G8, C7: the lifecycle of a car, phase by step") {
    // Columns: paired, claimed, moved, removed, torn_down, theft, found. A dash: refused.
    const std::array<std::array<std::string_view, 7>, 4> expected{{
        {"owned", "-", "-", "-", "free", "stolen", "free"},         // free
        {"-", "moving", "-", "free", "free", "stolen", "owned"},    // owned
        {"-", "-", "owned", "free", "moving", "stolen", "moving"},  // moving
        {"-", "-", "-", "-", "stolen", "stolen", "free"},           // stolen
    }};
    for (std::size_t phase = 0; phase < kPhaseNames.size(); ++phase) {
        for (std::size_t step = 0; step < kStepNames.size(); ++step) {
            CAPTURE(kPhaseNames[phase]);
            CAPTURE(kStepNames[step]);
            const auto next = after(static_cast<Phase>(phase), static_cast<Step>(step));
            CHECK((next ? kPhaseNames[static_cast<std::size_t>(*next)] : "-") == expected[phase][step]);
        }
    }
}

TEST_CASE("G5, G8, C7: who has typed the code gets the car, but for a stolen one and one that moves") {
    struct Row {
        const char* what;
        Car car;
        std::string_view refused;  ///< empty: it is done
        Phase phase;
        OwnershipPeriod period;
    };
    const std::vector<Row> rows{
        {"a car that nobody ever had", free_car(), "", Phase::owned, 1},
        {"a car after its second period", free_car(2), "", Phase::owned, 3},
        {"one's own again", car_of(kAlice), "", Phase::owned, 1},
        {"another's: its period is not over yet", car_of(kBob, 2), "", Phase::moving, 2},
        {"one that moves to the account already", moving_to(kAlice), "", Phase::moving, 1},
        {"one that moves to another", moving_to(kBob), "vehicle_unavailable", {}, 0},
        {"a stolen one", stolen_car(), "vehicle_unavailable", {}, 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto car = pair(row.car, kAlice, kNow);
        CHECK((car ? "" : car.refusal().code.name) == row.refused);
        if (!car) continue;
        CHECK(car->phase == row.phase);
        CHECK(car->account == kAlice);
        CHECK(car->period == row.period);
    }
}

TEST_CASE("G8: a car that has arrived begins a new period, in the hands of who paired it") {
    const auto car = arrive(moving_to(kAlice, 4), kNow);
    CHECK(car.phase == Phase::owned);
    CHECK(car.account == kAlice);
    CHECK(car.period == 5);
    CHECK(car.since == kNow);
}

TEST_CASE("A car that knows a higher period than the garage gets a still higher one") {
    auto car = free_car(2);
    car.known_period = 5;
    CHECK(pair(car, kAlice, kNow)->period == 6);
}

TEST_CASE("G7: a car leaves the hands of who has it or is to have it, and nobody else's") {
    CHECK(remove(car_of(kAlice), kAlice).phase == Phase::free);
    CHECK(remove(moving_to(kAlice), kAlice).phase == Phase::free);
    for (const auto& car : {free_car(), car_of(kBob), moving_to(kBob), stolen_car()}) {
        CHECK(remove(car, kAlice).phase == car.phase);
        CHECK(remove(car, kAlice).account == car.account);
    }
}

TEST_CASE("C7: a teardown ends its own period only, and marks a stolen car") {
    CHECK(tear_down(car_of(kAlice, 2), 2, EndReason::sale).phase == Phase::free);
    CHECK(tear_down(car_of(kAlice, 2), 2, EndReason::theft).phase == Phase::stolen);
    CHECK(tear_down(car_of(kBob, 2), 1, EndReason::theft).phase == Phase::owned);
    CHECK(tear_down(car_of(kBob, 2), 1, EndReason::theft).account == kBob);
    CHECK(tear_down(moving_to(kBob, 2), 2, EndReason::sale).account == kBob);
    CHECK(tear_down(moving_to(kBob, 2), 2, EndReason::theft).phase == Phase::stolen);
    CHECK(tear_down(free_car(2), 2, EndReason::theft).phase == Phase::stolen);
    CHECK(tear_down(free_car(2), 1, EndReason::theft).phase == Phase::free);
    CHECK(tear_down(free_car(2), 2, EndReason::lease_end).phase == Phase::free);
}

}  // namespace traction::garage
