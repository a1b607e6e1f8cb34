/// No entitlement outlives its contract once the car has been reached. Rules C2, C5, C7.
#include <algorithm>

#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;

namespace {

/// Crashes and broken connections between two looks cost some tries; not as many in a row.
constexpr Milliseconds kLooksEvery{10min};
constexpr int kMostLooks = 12;
/// A car that is away is not looked for all the time.
constexpr Milliseconds kAwayLooksEvery{6h};

}  // namespace

void World::on_contract_over(const wire::contracts::ContractEvent& over) {
    later(kLooksEvery, [this, over] { look_for_entitlement(over.vin, over.contract, 0); });
}

/// `looks`: how often in a row the car was reachable, and had it still.
void World::look_for_entitlement(const Vin& vin, const ContractId& contract, int looks) {
    const auto car =
        std::find_if(cars_.begin(), cars_.end(), [&](const Car& each) { return each.vin == vin; });
    bool held = false;
    each_row(
        *car->node, "SELECT 1 FROM entitlement WHERE contract = ?1 AND granted",
        [&](const auto&) { held = true; }, contract.text());
    if (!held) return;
    if (looks == kMostLooks)
        return watcher_.complain(fmt::format("C5: {} was reached, and still has contract {}, which is over",
                                             vin.text(), contract.text()),
                                 now_);
    const bool reachable = car->node->connected();
    later(reachable ? kLooksEvery : kAwayLooksEvery,
          [=, this, next = reachable ? looks + 1 : 0] { look_for_entitlement(vin, contract, next); });
}

}  // namespace traction::simulation
