#include "cloud/contracts/contracts_worker.hpp"

#include <algorithm>
#include <functional>

#include "shared/wire/refusals.hpp"
#include "shared/wire/streams.hpp"

namespace traction::contracts {

using namespace wire::contracts;
using wire::Json;
using wire::Party;
using wire::garage::PeriodConfirmed;
using wire::garage::VehicleAdded;
using wire::garage::VehicleRemoved;
namespace refused = wire::refused;

namespace {

/// A car that lost its memory is told again which entitlements it no longer has, for so long.
constexpr std::chrono::days kWithdrawalsRepeated{365};

Json contract_answer(const Contract& contract) {
    return {{"contract", view_of(contract).json()}};
}

Json ending_json(const Ending& ending) {
    return {{"reason", wire::word_text(ending.reason, kEndReasonNames)},
            {"asked_by", ending.asked_by},
            {"evidence", ending.evidence},
            {"agent", ending.agent},
            {"at", to_text(ending.at)}};
}

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
      teardowns_(database),
      saga_(teardowns_),
      book_(database),
      export_(database, book_, contracts_) {}

void ContractsWorker::declare(runtime::Handlers& handlers) {
    using Self = ContractsWorker;
    handlers.change<Buy>(Party::owner, std::bind_front(&Self::buy, this));
    handlers.change<Renew>(Party::owner, std::bind_front(&Self::renew, this));
    handlers.read<End>(Party::owner, std::bind_front(&Self::refuse_end, this));
    handlers.read<List>(Party::owner, std::bind_front(&Self::list, this));
    handlers.read<Show>(Party::owner, std::bind_front(&Self::show, this));
    handlers.read<Show>(Party::desk, std::bind_front(&Self::show_to_desk, this));
    handlers.change<EndForCar>(Party::desk, std::bind_front(&Self::end_for_car, this));
    handlers.read<Receipt>(Party::desk, std::bind_front(&Self::receipt, this));
    export_.declare(handlers);
    handlers.outcome<EntitlementConfirmed>("contracts", std::bind_front(&Self::on_confirmed, this));
    handlers.outcome<EntitlementRefused>("contracts", std::bind_front(&Self::on_refused, this));
    handlers.event<PeriodConfirmed>(
        "garage", [this](Turn& turn, const Origin&, const auto& event) { on_period_confirmed(turn, event); });
    ownership::follow(handlers, book_, {.began = std::bind_front(&Self::on_owner, this), .ended = {}});
    handlers.event<VehicleAdded>("garage", [this](Turn&, const Origin&, const VehicleAdded& event) {
        contracts_.enter_garage(event.account, event.vin);
    });
    handlers.event<VehicleRemoved>("garage", [this](Turn&, const Origin&, const VehicleRemoved& event) {
        contracts_.leave_garage(event.account, event.vin);
    });
    for (const auto worker : kTeardownWorkers) {
        handlers.event<TeardownPart>(worker, std::bind_front(&Self::on_teardown_part, this));
    }
}

std::optional<Timestamp> ContractsWorker::next_due() {
    return contracts_.next_due();
}

void ContractsWorker::on_due(Turn& turn) {
    while (true) {
        const auto due = contracts_.due_at(turn.now());
        if (due.empty()) return;
        for (const auto& stored : due) {
            const auto decision = contracts::on_due(stored.contract, turn.now());
            const auto& next = decision.contract.due;
            check(!next || next->at > turn.now(), "what was due is done");
            carry_out(turn, stored, decision);
        }
    }
}

/// The car lost its memory, or this database is a restored one: what is wanted is said again.
void ContractsWorker::on_new_epoch(Turn& turn, const std::string& stream) {
    const auto name = wire::parse_stream(stream);
    if (!name || name->kind != wire::StreamKind::order) return;
    for (const auto& [number, contract] : contracts_.of_vehicle(Vin::parse(name->vin).value())) {
        if (matters_to_car(contract, turn.now())) order_entitlement(turn, contract);
    }
}

ContractsWorker::Answer ContractsWorker::buy(Turn& turn, const Asker& asker, const Buy& wish) {
    const auto account = asker.account();
    if (!is_in_garage_of(account, wish.vin)) return Refusal(refused::vehicle_not_in_garage);
    const auto owner = book_.owner_of(wish.vin);
    const bool has_car = owner && owner->account == account;
    if (contracts_.is_running(wish.vin, wish.product, account, has_car))
        return Refusal(refused::contract_already_running);
    const auto decision = contracts::buy(turn.fresh_id<ContractId>(), wish, account,
                                         has_car ? owner->period : 0, Zone::standard(), turn.now());
    speak(turn, contracts_.add(decision.contract), decision);
    return contract_answer(decision.contract);
}

ContractsWorker::Answer ContractsWorker::renew(Turn& turn, const Asker& asker, const Renew& wish) {
    const auto found = visible_to(asker, wish.contract);
    if (!found) return Refusal(refused::contract_unknown);
    const auto decision = contracts::renew(found->contract, turn.now());
    if (!decision) return decision.refusal();
    carry_out(turn, *found, *decision);
    return contract_answer(decision->contract);
}

/// Rule C6: the refusal names the help desk.
ContractsWorker::Answer ContractsWorker::refuse_end(Turn&, const Asker&, const End&) {
    return Refusal(refused::only_help_desk_ends);
}

ContractsWorker::Answer ContractsWorker::list(Turn&, const Asker& asker, const List& wish) {
    if (!is_in_garage_of(asker.account(), wish.vin)) return Refusal(refused::vehicle_not_in_garage);
    auto views = Json::array();
    for (const auto& [number, contract] : contracts_.of_vehicle(wish.vin)) {
        if (contract.holder == asker.account()) views.push_back(view_of(contract).json());
    }
    return Json{{"contracts", std::move(views)}};
}

ContractsWorker::Answer ContractsWorker::show(Turn&, const Asker& asker, const Show& wish) {
    const auto found = visible_to(asker, wish.contract);
    if (!found) return Refusal(refused::contract_unknown);
    auto answer = contract_answer(found->contract);
    answer["history"] = history_of(found->number);
    return answer;
}

ContractsWorker::Answer ContractsWorker::show_to_desk(Turn&, const Asker&, const Show& wish) {
    const auto found = contracts_.find(wish.contract);
    if (!found) return Refusal(refused::contract_unknown);
    auto answer = contract_answer(found->contract);
    answer["history"] = history_of(found->number);
    if (const auto ending = teardowns_.ending_of(wish.contract)) answer["ending"] = ending_json(*ending);
    return answer;
}

ContractsWorker::Answer ContractsWorker::receipt(Turn&, const Asker&, const Receipt& wish) {
    return saga_.receipt(wish.teardown);
}

void ContractsWorker::on_confirmed(Turn& turn, const Origin& origin, const EntitlementConfirmed& confirmed) {
    const auto found = contracts_.find(confirmed.contract);
    if (!found || found->contract.vin.text() != origin.vin) return;
    carry_out(turn, *found, contracts::on_confirmed(found->contract, confirmed.granted, turn.now()));
}

/// Kept for who asks why (rule K6). It is ordered again when the car has confirmed the period that runs.
void ContractsWorker::on_refused(Turn& turn, const Origin& origin, const EntitlementRefused& refused) {
    const auto found = contracts_.find(refused.contract);
    if (!found || found->contract.vin.text() != origin.vin) return;
    contracts_.add_history(found->number, turn.now(), words_of(refused.reason));
}

/// A car obeys no order of a period that it does not know yet, and what it holds from an earlier owner is to
/// be held for this one (rule G8). So here all that runs is ordered.
void ContractsWorker::on_period_confirmed(Turn& turn, const PeriodConfirmed& confirmed) {
    for (const auto& [number, contract] : contracts_.running_of(confirmed.vin)) {
        if (contract.period == confirmed.period) order_entitlement(turn, contract);
    }
}

void ContractsWorker::on_owner(Turn& turn, const wire::garage::OwnershipBegan& began) {
    const auto owner = book_.owner_of(began.vin);
    if (!owner || owner->period != began.period) return;  // an older period, told late
    for (const auto& stored : contracts_.running_of(began.vin)) {
        carry_out(turn, stored, contracts::on_owner(stored.contract, began.account, began.period));
    }
}

void ContractsWorker::on_teardown_part(Turn& turn, const Origin& origin, const TeardownPart& part) {
    saga_.on_part(turn, origin.worker, part);
}

std::optional<Stored> ContractsWorker::visible_to(const Asker& asker, const ContractId& id) {
    auto found = contracts_.find(id);
    if (!found || found->contract.holder != asker.account()) return std::nullopt;
    if (!is_in_garage_of(asker.account(), found->contract.vin)) return std::nullopt;
    return found;
}

/// A car that is paired is in the garage even where `garage` has told so before this worker kept such books.
bool ContractsWorker::is_in_garage_of(const AccountId& account, const Vin& vin) {
    return book_.owns(account, vin) || contracts_.is_in_garage(account, vin);
}

Json ContractsWorker::history_of(std::int64_t number) {
    auto history = Json::array();
    for (const auto& entry : contracts_.history(number)) history.push_back(entry.json());
    return history;
}

void ContractsWorker::carry_out(Turn& turn, const Stored& before, const Decision& decision) {
    contracts_.save(before.number, decision.contract, before.contract.phase);
    speak(turn, before.number, decision);
}

void ContractsWorker::speak(Turn& turn, std::int64_t number, const Decision& decision,
                            const std::optional<StepWords>& words) {
    for (const auto step : decision.steps) {
        contracts_.add_history(number, turn.now(), words.value_or(words_of(step)));
        tell(turn, decision.contract, step);
    }
    if (decision.order_entitlement) order_entitlement(turn, decision.contract);
}

/// Which ownership period the help desk means, and whose it is: the one it names; else the owner's; else,
/// when the car was removed from its garage, the last one of the contracts that run on (G7).
std::optional<ownership::Owner> ContractsWorker::meant_by(const EndForCar& wish,
                                                          const std::vector<Stored>& running) {
    if (wish.period) {
        const auto account = book_.account_of(wish.vin, *wish.period);
        return account ? std::optional(ownership::Owner{.account = *account, .period = *wish.period})
                       : std::nullopt;
    }
    if (const auto owner = book_.owner_of(wish.vin)) return owner;
    const auto latest = std::find_if(running.rbegin(), running.rend(),
                                     [](const Stored& stored) { return stored.contract.period > 0; });
    if (latest == running.rend()) return std::nullopt;
    return ownership::Owner{.account = latest->contract.holder, .period = latest->contract.period};
}

ContractsWorker::Answer ContractsWorker::end_for_car(Turn& turn, const Asker& asker, const EndForCar& wish) {
    auto running = contracts_.running_of(wish.vin);
    const auto owner = meant_by(wish, running);
    const auto earlier =
        owner ? teardowns_.of_period(wish.vin, owner->period) : teardowns_.latest_of(wish.vin);
    if (earlier) return ended_answer(earlier->ending, earlier->id);
    if (!owner && (wish.period || running.empty())) return Refusal(refused::nothing_to_end);
    if (owner) {
        // A later owner's contracts are not the earlier one's to end (G8), nor are those of who has not
        // paired the car (G5).
        std::erase_if(running, [&](const Stored& stored) {
            const auto& contract = stored.contract;
            return contract.period == 0 ? contract.holder != owner->account : contract.period > owner->period;
        });
    }
    const Ending ending{wish.vin, wish.reason, wish.asked_by, wish.evidence, asker.name, turn.now()};
    const auto number = teardowns_.add_ending(ending);
    end_contracts(turn, running, number, ending);
    if (!owner || wish.reason == EndReason::other) return ended_answer(number, std::nullopt);
    const Teardown teardown{turn.fresh_id<TeardownId>(), wish.vin, owner->period, owner->account, number};
    saga_.begin(turn, teardown, wish.reason, static_cast<std::int64_t>(running.size()));
    // Sight ends now, not when `garage` has told it. Who removed the car himself and put it back, unpaired,
    // keeps it in his garage.
    if (!book_.is_over(wish.vin, owner->period)) contracts_.leave_garage(owner->account, wish.vin);
    book_.end(wish.vin, owner->period);
    return ended_answer(number, teardown.id);
}

void ContractsWorker::end_contracts(Turn& turn, const std::vector<Stored>& running, std::int64_t number,
                                    const Ending& ending) {
    const auto cause = wire::word_text(ending.reason, kEndReasonNames) + " (C6)";
    const auto actor = "desk:" + ending.agent;
    for (const auto& [contract_number, contract] : running) {
        const auto decision = contracts::end(contract, turn.now());
        contracts_.save_ended(contract_number, decision.contract, number);
        speak(turn, contract_number, decision, StepWords{words_of(Step::ended).name, cause, actor});
    }
}

Json ContractsWorker::ended_answer(std::int64_t ending, const std::optional<TeardownId>& teardown) {
    auto ids = Json::array();
    for (const auto& id : contracts_.of_ending(ending)) ids.push_back(id.text());
    Json answer{{"contracts", std::move(ids)}};
    if (teardown) answer["teardown"] = teardown->text();
    return answer;
}

}  // namespace traction::contracts
