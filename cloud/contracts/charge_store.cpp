#include "cloud/contracts/charge_store.hpp"

#include "shared/wire/json.hpp"

namespace traction::contracts {

using ports::Statement;

namespace {

constexpr std::string_view kSelect = "SELECT contract, term, debtor, due_at, phase FROM charge ";

std::string select(std::string_view rest) {
    return std::string(kSelect) + std::string(rest);
}

StoredCharge read_charge(const Statement& row) {
    const auto phase = std::find(kChargePhaseNames.begin(), kChargePhaseNames.end(), row.text(4));
    check(phase != kChargePhaseNames.end(), "a stored charge's phase is one of the list");
    return {.contract = row.integer(0),
            .charge = {.term = static_cast<int>(row.integer(1)),
                       .debtor = AccountId::parse(row.text(2)).value(),
                       .due_at = ports::timestamp(row, 3),
                       .phase = static_cast<ChargePhase>(phase - kChargePhaseNames.begin())}};
}

std::string_view name(ChargePhase phase) {
    return kChargePhaseNames[static_cast<std::size_t>(phase)];
}

}  // namespace

ChargeStore::ChargeStore(ports::Database& database)
    : add_(database.prepare(
          "INSERT INTO charge (contract, term, debtor, due_at, phase) VALUES (?1, ?2, ?3, ?4, ?5)")),
      save_phase_(database.prepare("UPDATE charge SET phase = ?3 WHERE contract = ?1 AND term = ?2")),
      find_(database.prepare(select("WHERE contract = ?1 AND term = ?2"))),
      of_contract_(database.prepare(select("WHERE contract = ?1 ORDER BY term"))),
      next_due_(
          database.prepare("SELECT due_at FROM charge WHERE phase = 'waiting' ORDER BY due_at LIMIT 1")),
      due_acts_(database.prepare("SELECT 'tell_charge_due', count(*), min(due_at) FROM charge WHERE phase = "
                                 "'waiting' AND due_at <= ?1")),
      // As in ContractsStore: in the order in which they lie, and few enough for the cache.
      due_at_(database.prepare(
          select("WHERE phase = 'waiting' AND due_at = ?1 ORDER BY contract, term LIMIT 200"))) {}

void ChargeStore::add(std::int64_t contract, const Charge& charge) {
    run(*add_, contract, charge.term, charge.debtor.text(), charge.due_at, name(charge.phase));
}

void ChargeStore::save_phase(std::int64_t contract, int term, ChargePhase phase) {
    run(*save_phase_, contract, term, name(phase));
}

std::optional<Charge> ChargeStore::find(std::int64_t contract, int term) {
    return ports::first_row(
        *find_, [](const Statement& row) { return read_charge(row).charge; }, contract, term);
}

std::vector<Charge> ChargeStore::of_contract(std::int64_t contract) {
    std::vector<Charge> charges;
    ports::for_each_row(
        *of_contract_, [&](const Statement& row) { charges.push_back(read_charge(row).charge); }, contract);
    return charges;
}

std::optional<Timestamp> ChargeStore::next_due() {
    return ports::first_row(*next_due_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<runtime::DueAct> ChargeStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::vector<StoredCharge> ChargeStore::due_at(Timestamp instant) {
    std::vector<StoredCharge> due;
    ports::for_each_row(
        *due_at_, [&](const Statement& row) { due.push_back(read_charge(row)); }, instant);
    return due;
}

}  // namespace traction::contracts
