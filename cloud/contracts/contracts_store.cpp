#include "cloud/contracts/contracts_store.hpp"

namespace traction::contracts {

using ports::Statement;
using wire::contracts::HistoryEntry;
using wire::contracts::kPhaseNames;
using wire::contracts::kProductNames;

namespace {

constexpr std::string_view kSelect =
    "SELECT number, id, vin, product, term_months, automatic_renewal, phase, buyer, holder, "
    "iif(paired, period, 0), zone, bought_at, "
    "opened_on, months, due_at, due_act, car_holds, closed_at, order_id, price_minor, currency, "
    "tax_permille, "
    "catalogue_version, unpaid_until FROM contract ";

std::string select(std::string_view rest) {
    return std::string(kSelect) + std::string(rest);
}

/// The database holds only what this program wrote: anything else is a bug.
template <class T>
T believed(std::optional<T> parsed) {
    check(parsed.has_value(), "a stored contract can be read");
    return *parsed;
}

template <class Word, std::size_t N>
Word word(std::string_view text, const std::array<std::string_view, N>& words) {
    const auto found = std::find(words.begin(), words.end(), text);
    check(found != words.end(), "a stored word is one of its list");
    return static_cast<Word>(found - words.begin());
}

template <class Word, std::size_t N>
std::string_view name(Word word, const std::array<std::string_view, N>& words) {
    return words[static_cast<std::size_t>(word)];
}

std::optional<Due> read_due(const Statement& row) {
    if (row.is_null(14)) return std::nullopt;
    return Due{ports::timestamp(row, 14), word<Act>(row.text(15), kActNames)};
}

std::optional<Price> read_price(const Statement& row) {
    if (row.is_null(19)) return std::nullopt;
    return Price{.amount = {row.integer(19), believed(Currency::parse(row.text(20)))},
                 .tax_permille = static_cast<int>(row.integer(21)),
                 .catalogue_version = static_cast<int>(row.integer(22))};
}

Stored read_contract(const Statement& row) {
    Contract contract{.id = believed(ContractId::parse(row.text(1))),
                      .vin = Vin::parse(row.text(2)).value(),
                      .product = word<Product>(row.text(3), kProductNames),
                      .term_months = static_cast<int>(row.integer(4)),
                      .automatic_renewal = row.integer(5) != 0,
                      .phase = word<Phase>(row.text(6), kPhaseNames),
                      .buyer = believed(AccountId::parse(row.text(7))),
                      .holder = believed(AccountId::parse(row.text(8))),
                      .period = static_cast<OwnershipPeriod>(row.integer(9)),
                      .zone = believed(Zone::parse(row.text(10))),
                      .bought_at = ports::timestamp(row, 11),
                      .months = static_cast<int>(row.integer(13)),
                      .due = read_due(row),
                      .price = read_price(row)};
    if (!row.is_null(12)) contract.opened_on = believed(parse_local_day(row.text(12)));
    if (!row.is_null(16)) contract.car_holds = row.integer(16) != 0;
    contract.closed_at = ports::optional_timestamp(row, 17);
    if (!row.is_null(18)) contract.order = believed(OrderId::parse(row.text(18)));
    contract.unpaid_until = ports::optional_timestamp(row, 23);
    return {.number = row.integer(0), .contract = std::move(contract)};
}

template <class... Parameters>
std::vector<Stored> read_all(Statement& statement, const Parameters&... parameters) {
    std::vector<Stored> found;
    ports::for_each_row(
        statement, [&](const Statement& row) { found.push_back(read_contract(row)); }, parameters...);
    return found;
}

/// What the store writes in another form than the contract has it.
struct Written {
    explicit Written(const Contract& contract)
        : opened_on(contract.opened_on ? std::optional(to_text(*contract.opened_on)) : std::nullopt),
          due_at(contract.due ? std::optional(contract.due->at) : std::nullopt),
          due_act(contract.due ? std::optional(name(contract.due->act, kActNames)) : std::nullopt),
          order(contract.order ? std::optional(contract.order->text()) : std::nullopt) {}
    std::optional<std::string> opened_on;
    std::optional<Timestamp> due_at;
    std::optional<std::string_view> due_act;
    std::optional<std::string> order;
};

}  // namespace

ContractsStore::ContractsStore(ports::Database& database)
    : add_(database.prepare(
          "INSERT INTO contract (id, vin, product, term_months, automatic_renewal, phase, buyer, holder, "
          "period, paired, zone, bought_at, months, due_at, due_act, closed_at, order_id, price_minor, "
          "currency, tax_permille, catalogue_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, max(?9, 1), "
          "?9 > 0, ?10, ?11, 0, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) RETURNING number")),
      save_(database.prepare(
          "UPDATE contract SET automatic_renewal = ?2, holder = ?3, period = max(?4, 1), paired = ?4 > 0, "
          "opened_on = ?5, months = ?6, due_at = ?7, due_act = ?8, car_holds = ?9, phase = ?10, "
          "closed_at = ?11, unpaid_until = ?12 WHERE number = ?1")),
      save_within_phase_(database.prepare("UPDATE contract SET automatic_renewal = ?2, holder = ?3, period = "
                                          "max(?4, 1), paired = ?4 > 0, opened_on = ?5, months = ?6, "
                                          "due_at = ?7, due_act = ?8, car_holds = ?9 WHERE number = ?1")),
      save_ended_(database.prepare("UPDATE contract SET phase = ?2, due_at = NULL, due_act = NULL, "
                                   "unpaid_until = NULL, closed_at = ?3, ending = ?4 WHERE number = ?1")),
      find_(database.prepare(select("WHERE id = ?1"))),
      at_(database.prepare(select("WHERE number = ?1"))),
      of_account_(database.prepare(select("WHERE buyer = ?1 ORDER BY number"))),
      of_vehicle_(database.prepare(select("WHERE vin = ?1 ORDER BY number"))),
      running_of_(database.prepare(
          select("WHERE vin = ?1 AND phase IN ('pending', 'active', 'suspended') ORDER BY number"))),
      is_running_(database.prepare(
          "SELECT 1 FROM contract WHERE vin = ?1 AND product = ?2 AND phase IN ('pending', 'active', "
          "'suspended') AND (holder = ?3 OR (paired AND ?4))")),
      enter_garage_(
          database.prepare("INSERT INTO in_garage (account, vin) VALUES (?1, ?2) ON CONFLICT DO NOTHING")),
      leave_garage_(database.prepare("DELETE FROM in_garage WHERE account = ?1 AND vin = ?2")),
      is_in_garage_(database.prepare("SELECT 1 FROM in_garage WHERE account = ?1 AND vin = ?2")),
      of_ending_(database.prepare("SELECT id FROM contract WHERE ending = ?1 ORDER BY number")),
      next_due_(
          database.prepare("SELECT due_at FROM contract WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1")),
      due_acts_(database.prepare(
          "SELECT due_act, count(*), min(due_at) FROM contract WHERE due_at <= ?1 GROUP BY due_act UNION ALL "
          "SELECT 'end_unpaid', count(*), min(unpaid_until) FROM contract WHERE unpaid_until <= ?1")),
      next_unpaid_(database.prepare("SELECT unpaid_until FROM contract WHERE unpaid_until IS NOT NULL ORDER "
                                    "BY unpaid_until LIMIT 1")),
      // In the order of their numbers, and few enough that their pages are still in the cache when they are
      // written.
      due_at_(database.prepare(select("WHERE due_at = ?1 ORDER BY number LIMIT 200"))),
      unpaid_until_(database.prepare(select("WHERE unpaid_until = ?1 ORDER BY number LIMIT 200"))),
      add_history_(database.prepare(
          "INSERT INTO history (contract, at, step, cause, actor) VALUES (?1, ?2, ?3, ?4, ?5)")),
      history_(database.prepare(
          "SELECT at, step, cause, actor FROM history WHERE contract = ?1 ORDER BY number")) {}

std::int64_t ContractsStore::add(const Contract& contract) {
    const Written written(contract);
    const auto zone = contract.zone.name();
    const auto& price = contract.price;
    const auto number = ports::first_row(
        *add_, [](const Statement& row) { return row.integer(0); }, contract.id.text(), contract.vin.text(),
        name(contract.product, kProductNames), contract.term_months, contract.automatic_renewal,
        name(contract.phase, kPhaseNames), contract.buyer.text(), contract.holder.text(), contract.period,
        zone, contract.bought_at, written.due_at, written.due_act, contract.closed_at, written.order,
        price ? std::optional(price->amount.minor_units) : std::nullopt,
        price ? std::optional(price->amount.currency.code()) : std::nullopt,
        price ? std::optional(price->tax_permille) : std::nullopt,
        price ? std::optional(price->catalogue_version) : std::nullopt);
    return *number;
}

void ContractsStore::save(std::int64_t number, const Contract& contract, Phase before) {
    const Written written(contract);
    const auto save = [&](Statement& statement, const auto&... phase) {
        run(statement, number, contract.automatic_renewal, contract.holder.text(), contract.period,
            written.opened_on, contract.months, written.due_at, written.due_act, contract.car_holds,
            phase...);
    };
    if (contract.phase == before) return save(*save_within_phase_);
    save(*save_, name(contract.phase, kPhaseNames), contract.closed_at, contract.unpaid_until);
}

void ContractsStore::save_ended(std::int64_t number, const Contract& contract, std::int64_t ending) {
    run(*save_ended_, number, name(contract.phase, kPhaseNames), contract.closed_at, ending);
}

std::optional<Stored> ContractsStore::find(const ContractId& id) {
    return ports::first_row(*find_, read_contract, id.text());
}

Stored ContractsStore::at(std::int64_t number) {
    return believed(ports::first_row(*at_, read_contract, number));
}

std::vector<Stored> ContractsStore::bought_by(const AccountId& account) {
    return read_all(*of_account_, account.text());
}

std::vector<Stored> ContractsStore::of_vehicle(const Vin& vin) {
    return read_all(*of_vehicle_, vin.text());
}

std::vector<Stored> ContractsStore::running_of(const Vin& vin) {
    return read_all(*running_of_, vin.text());
}

bool ContractsStore::is_running(const Vin& vin, Product product, const AccountId& account, bool has_car) {
    ports::StatementUse use(*is_running_, vin.text(), name(product, kProductNames), account.text(), has_car);
    return use.step();
}

void ContractsStore::enter_garage(const AccountId& account, const Vin& vin) {
    run(*enter_garage_, account.text(), vin.text());
}

void ContractsStore::leave_garage(const AccountId& account, const Vin& vin) {
    run(*leave_garage_, account.text(), vin.text());
}

bool ContractsStore::is_in_garage(const AccountId& account, const Vin& vin) {
    ports::StatementUse use(*is_in_garage_, account.text(), vin.text());
    return use.step();
}

std::vector<ContractId> ContractsStore::of_ending(std::int64_t ending) {
    std::vector<ContractId> found;
    ports::for_each_row(
        *of_ending_, [&](const Statement& row) { found.push_back(believed(ContractId::parse(row.text(0)))); },
        ending);
    return found;
}

std::optional<Timestamp> ContractsStore::next_due() {
    return ports::first_row(*next_due_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<runtime::DueAct> ContractsStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::vector<Stored> ContractsStore::due_at(Timestamp instant) {
    return read_all(*due_at_, instant);
}

std::optional<Timestamp> ContractsStore::next_unpaid() {
    return ports::first_row(*next_unpaid_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<Stored> ContractsStore::unpaid_until(Timestamp instant) {
    return read_all(*unpaid_until_, instant);
}

void ContractsStore::add_history(std::int64_t number, Timestamp at, const StepWords& words) {
    run(*add_history_, number, at, words.name, words.cause, words.actor);
}

std::vector<HistoryEntry> ContractsStore::history(std::int64_t number) {
    std::vector<HistoryEntry> entries;
    ports::for_each_row(
        *history_,
        [&](const Statement& row) {
            entries.push_back({.at = ports::timestamp(row, 0),
                               .step = ports::text(row, 1),
                               .cause = ports::text(row, 2),
                               .actor = ports::text(row, 3)});
        },
        number);
    return entries;
}

}  // namespace traction::contracts
