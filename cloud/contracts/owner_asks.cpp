#include "cloud/contracts/owner_asks.hpp"

#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::contracts {

using namespace wire::contracts;
using wire::Json;
using wire::Party;
namespace refused = wire::refused;

template <class Wish, class Decide>
void OwnerAsks::changes(runtime::Handlers& handlers, Decide decide) {
    handlers.change<Wish>(Party::owner,
                          [this, decide](Turn& turn, const Asker& asker, const Wish& wish) -> Answer {
                              const auto found = visible_to(asker, wish.contract);
                              if (!found) return Refusal(refused::contract_unknown);
                              const Result<Decision> decision = decide(found->contract, wish, turn.now());
                              if (!decision) return decision.refusal();
                              book_.carry_out(turn, *found, *decision);
                              return contract_answer(decision->contract);
                          });
}

template <class Wish, class Tell>
void OwnerAsks::tells(runtime::Handlers& handlers, Tell tell) {
    handlers.read<Wish>(Party::owner,
                        [this, tell](Turn& turn, const Asker& asker, const Wish& wish) -> Answer {
                            const auto found = visible_to(asker, wish.contract);
                            if (!found) return Refusal(refused::contract_unknown);
                            return tell(*found, asker.account(), wish, turn.now());
                        });
}

void OwnerAsks::declare(runtime::Handlers& handlers) {
    changes<Renew>(
        handlers, [](const Contract& contract, const Renew&, Timestamp now) { return renew(contract, now); });
    changes<Extend>(handlers, [](const Contract& contract, const Extend&, Timestamp now) {
        return extend(contract, now);
    });
    changes<SetAutomaticRenewal>(
        handlers, [](const Contract& contract, const SetAutomaticRenewal& wish, Timestamp now) {
            return set_automatic_renewal(contract, wish.wanted, now);
        });
    // Rule C6: the refusal names the help desk.
    handlers.read<End>(Party::owner, [](Turn&, const Asker&, const End&) -> Answer {
        return Refusal(refused::only_help_desk_ends);
    });
    handlers.read<List>(Party::owner,
                        [this](Turn&, const Asker& asker, const List& wish) { return list(asker, wish); });
    tells<Show>(handlers, [this](const Stored& stored, const AccountId& account, const Show&, Timestamp) {
        return answers_.shown(stored, account);
    });
    tells<Explain>(handlers, [this](const Stored& stored, const AccountId&, const Explain&, Timestamp now) {
        return answers_.explained(stored, now);
    });
    tells<Preview>(
        handlers, [this](const Stored& stored, const AccountId& account, const Preview& wish, Timestamp now) {
            return answers_.previewed(stored, wish.on, account, now);
        });
    handlers.read<Receipt>(Party::owner, [this](Turn&, const Asker& asker, const Receipt& wish) {
        return saga_.receipt(wish.teardown, asker.account());
    });
}

OwnerAsks::Answer OwnerAsks::list(const Asker& asker, const List& wish) {
    if (!is_in_garage_of(asker.account(), wish.vin)) return Refusal(refused::vehicle_not_in_garage);
    auto views = Json::array();
    for (const auto& [number, contract] : contracts_.of_vehicle(wish.vin)) {
        if (contract.holder == asker.account()) views.push_back(view_of(contract).json());
    }
    return Json{{"contracts", std::move(views)}};
}

std::optional<Stored> OwnerAsks::visible_to(const Asker& asker, const ContractId& id) {
    auto found = contracts_.find(id);
    if (!found || found->contract.holder != asker.account()) return std::nullopt;
    if (!is_in_garage_of(asker.account(), found->contract.vin)) return std::nullopt;
    return found;
}

/// A car that is paired is in the garage even where `garage` has told so before this worker kept such books.
bool OwnerAsks::is_in_garage_of(const AccountId& account, const Vin& vin) {
    return owners_.owns(account, vin) || contracts_.is_in_garage(account, vin);
}

}  // namespace traction::contracts
