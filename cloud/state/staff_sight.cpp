#include "cloud/state/staff_sight.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::state {

using runtime::Asker;
using runtime::Turn;
using wire::Party;
using wire::state::GrantSight;
using wire::state::ShowPosition;
using wire::state::SightGranted;

namespace refused = wire::refused;

namespace {

/// On the broker an agent's name is an id.
StaffName name_of(const Asker& asker) {
    return StaffName::parse(asker.name).value_or(StaffName{});
}

}  // namespace

void StaffSight::declare(runtime::Handlers& handlers) {
    handlers.change<GrantSight>(Party::desk, [this](Turn& turn, const Asker& asker, const GrantSight& ask) {
        return grant(turn, asker, ask);
    });
    // A read, so that no position is kept with a remembered answer.
    handlers.read<ShowPosition>(Party::desk, [this](Turn&, const Asker& asker, const ShowPosition& ask) {
        return position(asker, ask);
    });
}

StaffSight::Answer StaffSight::grant(Turn& turn, const Asker& asker, const GrantSight& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner) return Refusal(refused::vehicle_without_owner);
    if (const auto good = judge_sight(ask, turn.now()); !good) return good.refusal();
    const SightGranted granted{.grant = turn.fresh_id<GrantId>(),
                               .vin = ask.vin,
                               .account = owner->account,
                               .period = owner->period,
                               .agent = name_of(asker),
                               .purpose = ask.purpose,
                               .until = ask.until};
    store_.save(cars_.named(ask.vin).id, granted);
    turn.emit(granted);
    return granted.json();
}

StaffSight::Answer StaffSight::position(const Asker& asker, const ShowPosition& ask) {
    // A car that nobody has may be unknown here: a look must not enter it into the list of cars.
    const auto owner = book_.owner_of(ask.vin);
    if (!owner) return Refusal(refused::grant_needed);
    auto& car = cars_.named(ask.vin);
    const auto grant = store_.find(car.id, ask.vin, name_of(asker));
    if (!grant || grant->period != owner->period) return Refusal(refused::grant_needed);
    auto answer = grant->json();
    answer["position"] = wire::Json::object();
    if (car.twin_period == grant->period)
        answer["position"] = wire::Json::parse(wire::write_aspect(
            measured_since(car.twin, car.period(grant->period).began), wire::Aspect::position));
    return answer;
}

}  // namespace traction::state
