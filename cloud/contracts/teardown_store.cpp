#include "cloud/contracts/teardown_store.hpp"

namespace traction::contracts {

using ports::Statement;
using wire::contracts::EndReason;
using wire::contracts::kEndReasonNames;

namespace {

constexpr std::string_view kSelectTeardown =
    "SELECT id, vin, period, account, ending, done_at FROM teardown ";
constexpr std::string_view kSelectEnding =
    "SELECT vin, reason, asked_by, evidence, agent, at, steps FROM ending ";

std::string select(std::string_view columns, std::string_view rest) {
    return std::string(columns) + std::string(rest);
}

Teardown read_teardown(const Statement& row) {
    Teardown teardown{.id = TeardownId::parse(row.text(0)).value(),
                      .vin = Vin::parse(row.text(1)).value(),
                      .period = static_cast<OwnershipPeriod>(row.integer(2)),
                      .account = AccountId::parse(row.text(3)).value(),
                      .ending = row.integer(4)};
    teardown.done_at = ports::optional_timestamp(row, 5);
    return teardown;
}

Ending read_ending(const Statement& row) {
    const auto reason = std::find(kEndReasonNames.begin(), kEndReasonNames.end(), row.text(1));
    check(reason != kEndReasonNames.end(), "a stored reason is one of its list");
    return {.vin = Vin::parse(row.text(0)).value(),
            .reason = static_cast<EndReason>(reason - kEndReasonNames.begin()),
            .asked_by = ports::text(row, 2),
            .evidence = ports::text(row, 3),
            .agent = ports::text(row, 4),
            .at = ports::timestamp(row, 5),
            .steps = wire::Json::parse(row.text(6))};
}

}  // namespace

TeardownStore::TeardownStore(ports::Database& database)
    : add_ending_(database.prepare("INSERT INTO ending (vin, reason, asked_by, evidence, agent, at, "
                                   "steps) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number")),
      ending_(database.prepare(select(kSelectEnding, "WHERE number = ?1"))),
      ending_of_(database.prepare(
          select(kSelectEnding, "WHERE number = (SELECT ending FROM contract WHERE id = ?1)"))),
      add_(database.prepare(
          "INSERT INTO teardown (id, vin, period, account, ending) VALUES (?1, ?2, ?3, ?4, ?5)")),
      find_(database.prepare(select(kSelectTeardown, "WHERE id = ?1"))),
      of_period_(database.prepare(select(kSelectTeardown, "WHERE vin = ?1 AND period = ?2"))),
      latest_of_(database.prepare(select(kSelectTeardown, "WHERE vin = ?1 ORDER BY period DESC LIMIT 1"))),
      of_vehicle_(database.prepare(select(kSelectTeardown, "WHERE vin = ?1 ORDER BY period"))),
      save_done_(database.prepare("UPDATE teardown SET done_at = ?2 WHERE id = ?1")),
      add_part_(database.prepare("INSERT INTO teardown_part (teardown, worker, counts, at) "
                                 "VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")),
      parts_(database.prepare("SELECT worker, counts FROM teardown_part WHERE teardown = ?1")) {}

std::int64_t TeardownStore::add_ending(const Ending& ending) {
    const auto reason = wire::word_text(ending.reason, kEndReasonNames);
    const auto steps = ending.steps.dump();
    const auto number = ports::first_row(
        *add_ending_, [](const Statement& row) { return row.integer(0); }, ending.vin.text(), reason,
        ending.asked_by, ending.evidence, ending.agent, ending.at, steps);
    return *number;
}

std::optional<Ending> TeardownStore::ending(std::int64_t number) {
    return ports::first_row(*ending_, read_ending, number);
}

std::optional<Ending> TeardownStore::ending_of(const ContractId& contract) {
    return ports::first_row(*ending_of_, read_ending, contract.text());
}

void TeardownStore::add(const Teardown& teardown) {
    run(*add_, teardown.id.text(), teardown.vin.text(), teardown.period, teardown.account.text(),
        teardown.ending);
}

std::optional<Teardown> TeardownStore::find(const TeardownId& id) {
    return ports::first_row(*find_, read_teardown, id.text());
}

std::optional<Teardown> TeardownStore::of_period(const Vin& vin, OwnershipPeriod period) {
    return ports::first_row(*of_period_, read_teardown, vin.text(), period);
}

std::optional<Teardown> TeardownStore::latest_of(const Vin& vin) {
    return ports::first_row(*latest_of_, read_teardown, vin.text());
}

std::vector<Teardown> TeardownStore::of_vehicle(const Vin& vin) {
    std::vector<Teardown> found;
    ports::for_each_row(
        *of_vehicle_, [&](const Statement& row) { found.push_back(read_teardown(row)); }, vin.text());
    return found;
}

void TeardownStore::save_done(const TeardownId& id, Timestamp at) {
    run(*save_done_, id.text(), at);
}

void TeardownStore::add_part(const TeardownId& id, std::string_view worker,
                             const std::map<std::string, std::int64_t>& counts, Timestamp at) {
    const auto text = wire::Json(counts).dump();
    run(*add_part_, id.text(), worker, text, at);
}

wire::Json TeardownStore::parts(const TeardownId& id) {
    auto parts = wire::Json::object();
    ports::for_each_row(
        *parts_, [&](const Statement& row) { parts[ports::text(row, 0)] = wire::Json::parse(row.text(1)); },
        id.text());
    return parts;
}

}  // namespace traction::contracts
