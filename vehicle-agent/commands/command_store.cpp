#include "vehicle-agent/commands/command_store.hpp"

#include <algorithm>

namespace traction::commands {
namespace {

using wire::commands::CommandOrder;
using wire::commands::CommandOutcome;
using wire::commands::kPhaseNames;

CommandOutcome read_outcome(const ports::Statement& row) {
    const auto id = CommandId::parse(row.text(0));
    const auto phase = std::find(kPhaseNames.begin(), kPhaseNames.end(), row.text(1));
    check(id && phase != kPhaseNames.end(), "a stored command has an id and a phase");
    return {.command = *id,
            .phase = static_cast<wire::commands::Phase>(phase - kPhaseNames.begin()),
            .at = ports::timestamp(row, 3),
            .reason = ports::text(row, 2)};
}

CommandOrder read_order(const ports::Statement& row) {
    const auto json = wire::parse_json(row.text(0));
    check(json.ok(), "a stored order is JSON");
    const auto order = wire::read_message<CommandOrder>(*json, wire::UnknownFields::allowed);
    check(order.ok(), "a stored order can be read");
    return *order;
}

}  // namespace

CommandStore::CommandStore(ports::Database& database)
    : add_(database.prepare("INSERT INTO command (id, body, phase, reason, at) VALUES (?1, ?2, ?3, ?4, ?5)")),
      save_(database.prepare("UPDATE command SET phase = ?2, reason = ?3, at = ?4 WHERE id = ?1")),
      outcome_(database.prepare("SELECT id, phase, reason, at FROM command WHERE id = ?1")),
      since_(database.prepare("SELECT id, phase, reason, at FROM command WHERE at >= ?1 ORDER BY at, id")),
      under_way_(database.prepare("SELECT body FROM command WHERE phase = 'received' ORDER BY at, id")),
      forget_(database.prepare("DELETE FROM command WHERE at < ?1 AND phase <> 'received'")) {}

void CommandStore::add(const CommandOrder& order, const CommandOutcome& outcome) {
    const auto phase = wire::word_text(outcome.phase, kPhaseNames);
    run(*add_, order.command.text(), order.json().dump(), phase, outcome.reason, outcome.at);
}

void CommandStore::save(const CommandOutcome& outcome) {
    run(*save_, outcome.command.text(), wire::word_text(outcome.phase, kPhaseNames), outcome.reason,
        outcome.at);
}

std::optional<CommandOutcome> CommandStore::outcome(const CommandId& command) {
    return first_row(*outcome_, read_outcome, command.text());
}

std::vector<CommandOutcome> CommandStore::outcomes_since(Timestamp instant) {
    std::vector<CommandOutcome> outcomes;
    for_each_row(
        *since_, [&](const ports::Statement& row) { outcomes.push_back(read_outcome(row)); }, instant);
    return outcomes;
}

std::vector<CommandOrder> CommandStore::under_way() {
    std::vector<CommandOrder> orders;
    for_each_row(*under_way_, [&](const ports::Statement& row) { orders.push_back(read_order(row)); });
    return orders;
}

void CommandStore::forget_before(Timestamp instant) {
    run(*forget_, instant);
}

}  // namespace traction::commands
