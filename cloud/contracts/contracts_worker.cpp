#include "cloud/contracts/contracts_worker.hpp"

#include <algorithm>
#include <functional>

#include "shared/wire/streams.hpp"

namespace traction::contracts {

using namespace wire::contracts;
using wire::garage::OwnershipBegan;
using wire::garage::PeriodConfirmed;
using wire::garage::VehicleAdded;
using wire::garage::VehicleRemoved;

namespace {

/// A car that lost its memory is told again which entitlements it no longer has, for so long.
constexpr std::chrono::days kWithdrawalsRepeated{365};

/// Whether a car that knows nothing is to be told of this contract.
bool matters_to_car(const Contract& contract, Timestamp now) {
    return !contract.closed_at || *contract.closed_at > now - kWithdrawalsRepeated;
}

}  // namespace

runtime::WorkerKind worker_kind() {
    return {.name = "contracts", .migrations = migrations, .open = [](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                return std::make_unique<ContractsWorker>(database);
            }};
}

ContractsWorker::ContractsWorker(ports::Database& database)
    : contracts_(database),
      charge_rows_(database),
      teardowns_(database),
      owners_(database),
      saga_(teardowns_),
      book_(contracts_, charge_rows_),
      answers_(contracts_, charge_rows_),
      charges_(contracts_, charge_rows_, book_),
      orders_(contracts_, book_, owners_),
      owner_asks_(contracts_, book_, answers_, saga_, owners_),
      help_desk_({contracts_, charge_rows_, teardowns_, book_, answers_, saga_, owners_}),
      export_(database, owners_, contracts_, charge_rows_) {}

void ContractsWorker::declare(runtime::Handlers& handlers) {
    owner_asks_.declare(handlers);
    help_desk_.declare(handlers);
    export_.declare(handlers);
    orders_.declare(handlers);
    charges_.declare(handlers);
    follow_garage(handlers);
    handlers.outcome<EntitlementConfirmed>("contracts",
                                           std::bind_front(&ContractsWorker::on_confirmed, this));
    handlers.outcome<EntitlementRefused>("contracts", std::bind_front(&ContractsWorker::on_refused, this));
    for (const auto worker : kTeardownWorkers) {
        handlers.event<TeardownPart>(worker,
                                     [this](Turn& turn, const Origin& origin, const TeardownPart& part) {
                                         saga_.on_part(turn, origin.worker, part);
                                     });
    }
}

void ContractsWorker::follow_garage(runtime::Handlers& handlers) {
    handlers.event<PeriodConfirmed>("garage",
                                    [this](Turn& turn, const Origin&, const PeriodConfirmed& event) {
                                        on_period_confirmed(turn, event);
                                    });
    ownership::follow(handlers, owners_,
                      {.began = std::bind_front(&ContractsWorker::on_owner, this), .ended = {}});
    handlers.event<VehicleAdded>("garage", [this](Turn&, const Origin&, const VehicleAdded& event) {
        contracts_.enter_garage(event.account, event.vin);
    });
    handlers.event<VehicleRemoved>("garage", [this](Turn&, const Origin&, const VehicleRemoved& event) {
        contracts_.leave_garage(event.account, event.vin);
    });
}

std::optional<Timestamp> ContractsWorker::next_due() {
    const auto step = contracts_.next_due();
    const auto charge = charges_.next_due();
    if (!step || !charge) return step ? step : charge;
    return std::min(*step, *charge);
}

/// The steps of the calendar come first: a contract that expires at an instant is not ended as unpaid at it.
void ContractsWorker::on_due(Turn& turn) {
    for (auto due = contracts_.due_at(turn.now()); !due.empty(); due = contracts_.due_at(turn.now())) {
        for (const auto& stored : due) {
            const auto decision = contracts::on_due(stored.contract, turn.now());
            const auto& next = decision.contract.due;
            check(!next || next->at > turn.now(), "what was due is done");
            book_.carry_out(turn, stored, decision);
        }
    }
    charges_.on_due(turn);
}

std::vector<runtime::DueAct> ContractsWorker::due_acts(Timestamp until) {
    auto acts = contracts_.due_acts(until);
    const auto charges = charge_rows_.due_acts(until);
    acts.insert(acts.end(), charges.begin(), charges.end());
    return acts;
}

/// The car lost its memory, or this database is a restored one: what is wanted is said again.
void ContractsWorker::on_new_epoch(Turn& turn, const std::string& stream) {
    const auto name = wire::parse_stream(stream);
    if (!name || name->kind != wire::StreamKind::order) return;
    for (const auto& [number, contract] : contracts_.of_vehicle(Vin::parse(name->vin).value())) {
        if (matters_to_car(contract, turn.now())) order_entitlement(turn, contract);
    }
}

void ContractsWorker::on_confirmed(Turn& turn, const Origin& origin, const EntitlementConfirmed& confirmed) {
    const auto found = of_car(origin, confirmed.contract);
    if (!found) return;
    book_.carry_out(turn, *found, contracts::on_confirmed(found->contract, confirmed.granted, turn.now()));
}

/// Kept for who asks why (rule K6). It is ordered again when the car has confirmed the period that runs.
void ContractsWorker::on_refused(Turn& turn, const Origin& origin, const EntitlementRefused& refused) {
    const auto found = of_car(origin, refused.contract);
    if (found) book_.note(turn, found->number, words_of(refused.reason));
}

std::optional<Stored> ContractsWorker::of_car(const Origin& origin, const ContractId& id) {
    auto found = contracts_.find(id);
    if (!found || found->contract.vin.text() != origin.vin) return std::nullopt;
    return found;
}

/// A car obeys no order of a period that it does not know yet, and what it holds from an earlier owner is to
/// be held for this one (rule G8). So here all that runs is ordered.
void ContractsWorker::on_period_confirmed(Turn& turn, const PeriodConfirmed& confirmed) {
    for (const auto& [number, contract] : contracts_.running_of(confirmed.vin)) {
        if (contract.period == confirmed.period) order_entitlement(turn, contract);
    }
}

void ContractsWorker::on_owner(Turn& turn, const OwnershipBegan& began) {
    const auto owner = owners_.owner_of(began.vin);
    if (!owner || owner->period != began.period) return;  // an older period, told late
    for (const auto& stored : contracts_.running_of(began.vin)) {
        book_.carry_out(turn, stored, contracts::on_owner(stored.contract, began.account, began.period));
    }
}

}  // namespace traction::contracts
