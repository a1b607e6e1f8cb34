#include "cloud/contracts/help_desk.hpp"

#include <algorithm>

#include "shared/wire/refusals.hpp"

namespace traction::contracts {

using namespace wire::contracts;
using wire::Json;
using wire::Party;
namespace refused = wire::refused;

namespace {

Json ending_json(const Ending& ending) {
    return {{"reason", wire::word_text(ending.reason, kEndReasonNames)},
            {"asked_by", ending.asked_by},
            {"evidence", ending.evidence},
            {"agent", ending.agent},
            {"at", to_text(ending.at)}};
}

Json ids_of(const std::vector<Stored>& contracts) {
    auto ids = Json::array();
    for (const auto& stored : contracts) ids.push_back(stored.contract.id.text());
    return ids;
}

/// What dry run and real run have in common.
Json answer_of(const EndingPlan& plan) {
    return {{"contracts", ids_of(plan.contracts)}, {"steps", plan.steps}};
}

}  // namespace

template <class Wish, class Tell>
void HelpDesk::tells(runtime::Handlers& handlers, Tell tell) {
    handlers.read<Wish>(Party::desk, [this, tell](Turn& turn, const Asker&, const Wish& wish) -> Answer {
        const auto found = its_.contracts.find(wish.contract);
        if (!found) return Refusal(refused::contract_unknown);
        return tell(*found, wish, turn.now());
    });
}

void HelpDesk::declare(runtime::Handlers& handlers) {
    handlers.read<Find>(Party::desk, [this](Turn&, const Asker&, const Find& wish) { return find(wish); });
    handlers.read<Show>(Party::desk, [this](Turn&, const Asker&, const Show& wish) { return show(wish); });
    tells<Explain>(handlers, [this](const Stored& stored, const Explain&, Timestamp now) {
        return its_.answers.explained(stored, now);
    });
    tells<Preview>(handlers, [this](const Stored& stored, const Preview& wish, Timestamp now) {
        return its_.answers.previewed(stored, wish.on, std::nullopt, now);
    });
    handlers.read<DryRun>(Party::desk,
                          [this](Turn&, const Asker&, const DryRun& wish) { return dry_run(wish); });
    handlers.change<EndForCar>(Party::desk, [this](Turn& turn, const Asker& asker, const EndForCar& wish) {
        return end_for_car(turn, asker, wish);
    });
    handlers.read<Receipt>(Party::desk, [this](Turn&, const Asker&, const Receipt& wish) {
        return its_.saga.receipt(wish.teardown, std::nullopt);
    });
}

HelpDesk::Answer HelpDesk::find(const Find& wish) {
    if (wish.vin) return of_vehicle(*wish.vin);
    if (wish.account) return Json{{"contracts", for_desk(of_account(*wish.account))}};
    const auto found = wish.contract ? its_.contracts.find(*wish.contract) : std::nullopt;
    if (!found) return Refusal(refused::contract_unknown);
    return Json{{"contracts", for_desk({*found})}};
}

Json HelpDesk::for_desk(const std::vector<Stored>& found) {
    auto contracts = Json::array();
    for (const auto& stored : found) contracts.push_back(its_.answers.for_desk(stored));
    return contracts;
}

/// What he bought, and what came to him with a car.
std::vector<Stored> HelpDesk::of_account(const AccountId& account) {
    auto found = its_.contracts.bought_by(account);
    for (const auto& vin : its_.owners.vins_of(account)) {
        for (const auto& stored : its_.contracts.of_vehicle(vin)) {
            const auto& contract = stored.contract;
            if (contract.holder == account && contract.buyer != account) found.push_back(stored);
        }
    }
    return found;
}

Json HelpDesk::of_vehicle(const Vin& vin) {
    auto teardowns = Json::array();
    for (const auto& teardown : its_.teardowns.of_vehicle(vin)) {
        const auto reason = its_.teardowns.ending(teardown.ending)->reason;
        teardowns.push_back({{"teardown", teardown.id.text()},
                             {"period", teardown.period},
                             {"account", teardown.account.text()},
                             {"reason", wire::word_text(reason, kEndReasonNames)},
                             {"done", teardown.done_at.has_value()}});
    }
    Json answer{{"contracts", for_desk(its_.contracts.of_vehicle(vin))}, {"teardowns", std::move(teardowns)}};
    if (const auto owner = its_.owners.owner_of(vin))
        answer["owner"] = {{"account", owner->account.text()}, {"period", owner->period}};
    return answer;
}

HelpDesk::Answer HelpDesk::show(const Show& wish) {
    const auto found = its_.contracts.find(wish.contract);
    if (!found) return Refusal(refused::contract_unknown);
    auto answer = its_.answers.shown(*found, std::nullopt);
    if (const auto ending = its_.teardowns.ending_of(wish.contract)) answer["ending"] = ending_json(*ending);
    return answer;
}

/// Which ownership period the help desk means, and whose it is: the one it names; else the owner's; else,
/// when the car was removed from its garage, the last one of the contracts that run on (G7).
std::optional<ownership::Owner> HelpDesk::meant_by(const EndForCar& wish,
                                                   const std::vector<Stored>& running) {
    if (wish.period) {
        const auto account = its_.owners.account_of(wish.vin, *wish.period);
        return account ? std::optional(ownership::Owner{.account = *account, .period = *wish.period})
                       : std::nullopt;
    }
    if (const auto owner = its_.owners.owner_of(wish.vin)) return owner;
    const auto latest = std::find_if(running.rbegin(), running.rend(),
                                     [](const Stored& stored) { return stored.contract.period > 0; });
    if (latest == running.rend()) return std::nullopt;
    return ownership::Owner{.account = latest->contract.holder, .period = latest->contract.period};
}

EndingCase HelpDesk::case_of(const EndForCar& wish, const std::optional<ownership::Owner>& owner,
                             std::vector<Stored> running) {
    const auto present = its_.owners.owner_of(wish.vin);
    EndingCase about{.reason = wish.reason,
                     .owner = owner,
                     .has_car = owner && present && present->period == owner->period,
                     .later_owner = owner && present && present->period > owner->period,
                     .running = {}};
    for (auto& stored : running) {
        auto charges = its_.charges.of_contract(stored.number);
        about.running.push_back({std::move(stored), std::move(charges)});
    }
    return about;
}

Result<HelpDesk::Judged> HelpDesk::judge(const EndForCar& wish) {
    auto running = its_.contracts.running_of(wish.vin);
    const auto owner = meant_by(wish, running);
    const auto earlier =
        owner ? its_.teardowns.of_period(wish.vin, owner->period) : its_.teardowns.latest_of(wish.vin);
    if (earlier) return Judged{*earlier, {}};
    if (!owner && (wish.period || running.empty())) return Refusal(refused::nothing_to_end);
    return Judged{std::nullopt, plan_ending(case_of(wish, owner, std::move(running)))};
}

HelpDesk::Answer HelpDesk::dry_run(const EndForCar& wish) {
    const auto judged = judge(wish);
    if (!judged) return judged.refusal();
    if (!judged->earlier) return contracts::answer_of(judged->plan);
    auto answer = answer_of(*judged->earlier);
    answer["steps"] = Json::array();  // it is done: nothing more would happen
    return answer;
}

HelpDesk::Answer HelpDesk::end_for_car(Turn& turn, const Asker& asker, const EndForCar& wish) {
    const auto judged = judge(wish);
    if (!judged) return judged.refusal();
    if (judged->earlier) return answer_of(*judged->earlier);
    const auto& plan = judged->plan;
    const Ending ending{wish.vin,   wish.reason, wish.asked_by, wish.evidence,
                        asker.name, turn.now(),  plan.steps};
    const auto number = its_.teardowns.add_ending(ending);
    end_contracts(turn, plan.contracts, number, ending);
    auto answer = contracts::answer_of(plan);
    if (!plan.torn_down) return answer;
    const auto& [account, period, since] = *plan.torn_down;
    const Teardown teardown{turn.fresh_id<TeardownId>(), wish.vin, period, account, number};
    its_.saga.begin(turn, teardown, wish.reason, static_cast<std::int64_t>(plan.contracts.size()));
    // Sight ends now, not when `garage` has told it. Who removed the car himself and put it back, unpaired,
    // keeps it in his garage.
    if (!its_.owners.is_over(wish.vin, period)) its_.contracts.leave_garage(account, wish.vin);
    its_.owners.end(wish.vin, period);
    answer["teardown"] = teardown.id.text();
    return answer;
}

void HelpDesk::end_contracts(Turn& turn, const std::vector<Stored>& ended, std::int64_t number,
                             const Ending& ending) {
    const auto cause = wire::word_text(ending.reason, kEndReasonNames) + " (C6)";
    const auto actor = "desk:" + ending.agent;
    for (const auto& stored : ended)
        its_.book.carry_out_ending(turn, stored, end(stored.contract, turn.now()), number,
                                   StepWords{words_of(Step::ended).name, cause, actor});
}

/// Asked again, the answer is the same, and nothing more happens.
Json HelpDesk::answer_of(const Teardown& earlier) {
    auto ids = Json::array();
    for (const auto& id : its_.contracts.of_ending(earlier.ending)) ids.push_back(id.text());
    return {{"contracts", std::move(ids)},
            {"steps", its_.teardowns.ending(earlier.ending)->steps},
            {"teardown", earlier.id.text()}};
}

}  // namespace traction::contracts
