#include "cloud/contracts/contracts_export.hpp"

#include "cloud/contracts/contract_answers.hpp"

namespace traction::contracts {

using wire::Json;
using wire::exports::Export;
using wire::exports::Place;

namespace {

std::string place_of(const Stored& stored, std::int64_t entries) {
    return stored.contract.vin.text() + "." + std::to_string(stored.number) + "." + std::to_string(entries);
}

/// Of a contract that moved on with its car, what the buyer did and nothing of what came after (G8).
Json facts_of(const Contract& contract, const AccountId& account) {
    const auto bought_at = to_text(contract.bought_at);
    if (contract.holder != account)
        return {{"what", "bought"},
                {"contract", contract.id.text()},
                {"vin", contract.vin.text()},
                {"product", wire::word_text(contract.product, wire::contracts::kProductNames)},
                {"term_months", contract.term_months},
                {"bought_at", bought_at}};
    auto row = view_of(contract).json();
    row["what"] = "contract";
    if (contract.buyer == account) row["bought_at"] = bought_at;
    return row;
}

}  // namespace

void ContractsExport::declare(runtime::Handlers& handlers) {
    handlers.read<Export>(wire::Party::owner,
                          [this](runtime::Turn&, const runtime::Asker& asker, const Export& ask) {
                              return answer(asker.account(), ask);
                          });
}

Result<Json> ContractsExport::answer(const AccountId& account, const Export& ask) {
    const auto after = ask.after.value_or("");
    const Place place(after);
    const Told told{.contract = place.number(1).value_or(0), .entries = place.number(2).value_or(0)};
    if (ask.after && told.contract == 0) return wire::exports::no_such_place();
    Page page;
    for (const auto& vin : vins_of(account)) {
        if (vin < place.part(0)) continue;
        if (!tell_car(page, account, vin, vin == place.part(0) ? told : Told{})) break;
    }
    return std::move(page).answer();
}

/// He may have bought for a car that he never paired, and hold contracts that came with one.
std::set<std::string> ContractsExport::vins_of(const AccountId& account) {
    auto vins = bought_.vins_bought_for(account);
    for (const auto& [vin, period] : book_.periods_of(account)) vins.insert(vin.text());
    return vins;
}

bool ContractsExport::tell_car(Page& page, const AccountId& account, const std::string& vin,
                               const Told& told) {
    for (const auto& stored : contracts_.of_vehicle(Vin::parse(vin).value())) {
        if (stored.number < told.contract) continue;
        if (stored.contract.holder != account && stored.contract.buyer != account) continue;
        if (!tell_contract(page, account, stored, told)) return false;
    }
    return true;
}

bool ContractsExport::tell_contract(Page& page, const AccountId& account, const Stored& stored,
                                    const Told& told) {
    const bool begun = stored.number == told.contract;
    if (!begun && !page.add(row_of(stored, account), place_of(stored, 0))) return false;
    if (stored.contract.holder != account) return true;
    const auto since = held_since(stored.contract);
    std::int64_t entries = 0;
    for (const auto& entry : contracts_.history(stored.number)) {
        if (++entries <= (begun ? told.entries : 0) || entry.at < since) continue;
        auto row = entry.json();
        row["what"] = "step";
        row["contract"] = stored.contract.id.text();
        if (!page.add(std::move(row), place_of(stored, entries))) return false;
    }
    return true;
}

/// With what he owes or has paid for it, whoever holds it now.
Json ContractsExport::row_of(const Stored& stored, const AccountId& account) {
    auto row = facts_of(stored.contract, account);
    auto charges = views_of(stored.contract, charges_.of_contract(stored.number), account);
    if (!charges.empty()) row["charges"] = std::move(charges);
    return row;
}

/// Of a contract that came with the car, what happened before is the earlier owner's. Rule G8.
Timestamp ContractsExport::held_since(const Contract& contract) {
    if (contract.buyer == contract.holder) return kEarliest;
    const auto owner = book_.owner_of(contract.vin);
    return owner && owner->account == contract.holder ? owner->since : Timestamp::max();
}

}  // namespace traction::contracts
