#include "cloud/commands/commands_store.hpp"

#include <fmt/format.h>

namespace traction::commands {
namespace {

using ports::Statement;
using wire::commands::kActNames;
using wire::commands::kPhaseNames;

constexpr std::string_view kSelect =
    "SELECT id, command, account, vin, period, act, asked, deadline, phase, subject FROM command";

template <class Word, std::size_t N>
Word word(const Statement& row, int column, const std::array<std::string_view, N>& words) {
    const auto found = std::find(words.begin(), words.end(), row.text(column));
    check(found != words.end(), "a stored word is one of its list");
    return static_cast<Word>(found - words.begin());
}

Command read_command(const Statement& row) {
    return {.row = row.integer(0),
            .id = *CommandId::parse(row.text(1)),
            .account = *AccountId::parse(row.text(2)),
            .vin = *Vin::parse(row.text(3)),
            .period = static_cast<OwnershipPeriod>(row.integer(4)),
            .act = word<Act>(row, 5, kActNames),
            .subject = text(row, 9),
            .asked = text(row, 6),
            .deadline = timestamp(row, 7),
            .phase = word<Phase>(row, 8, kPhaseNames)};
}

template <class... Parameters>
std::vector<Command> read_all(Statement& statement, const Parameters&... parameters) {
    std::vector<Command> found;
    for_each_row(
        statement, [&](const Statement& row) { found.push_back(read_command(row)); }, parameters...);
    return found;
}

}  // namespace

CommandsStore::CommandsStore(ports::Database& database)
    : database_(database),
      find_(database.prepare(fmt::format("{} WHERE command = ?1", kSelect))),
      add_(database.prepare(
          "INSERT INTO command (command, account, vin, period, act, subject, asked, deadline, phase) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'accepted') RETURNING id")),
      move_(database.prepare("UPDATE command SET phase = ?2 WHERE id = ?1")),
      add_step_(database.prepare("INSERT INTO step (command, place, phase, at, reason) "
                                 "SELECT ?1, count(*) + 1, ?2, ?3, ?4 FROM step WHERE command = ?1")),
      steps_(database.prepare("SELECT phase, at, reason FROM step WHERE command = ?1 ORDER BY place")),
      open_of_(
          database.prepare(fmt::format("{} WHERE vin = ?1 AND period = ?2 AND phase IN ('accepted', 'sent', "
                                       "'received', 'unanswered') ORDER BY id",
                                       kSelect))),
      last_done_of_(database.prepare(fmt::format("{} WHERE id IN (SELECT max(id) FROM command WHERE vin = ?1 "
                                                 "AND period = ?2 AND phase = 'done' GROUP BY "
                                                 "subject) ORDER BY id",
                                                 kSelect))),
      last_done_about_(database.prepare(fmt::format(
          "{} WHERE vin = ?1 AND period = ?2 AND subject = ?3 AND phase = 'done' ORDER BY id DESC LIMIT 1",
          kSelect))),
      of_vehicle_(database.prepare(fmt::format("{} WHERE vin = ?1 AND period = ?2 ORDER BY id", kSelect))),
      of_vehicle_after_(database.prepare(
          fmt::format("{} WHERE vin = ?1 AND period = ?2 AND id > ?3 ORDER BY id LIMIT ?4", kSelect))),
      erase_(database.prepare("DELETE FROM command WHERE vin = ?1 AND period = ?2")),
      add_erasure_(database.prepare(
          "INSERT INTO erasure (teardown, cancelled, erased) VALUES (?1, ?2, ?3) "
          "ON CONFLICT (teardown) DO UPDATE SET cancelled = cancelled + ?2, erased = erased + ?3")),
      erasure_(database.prepare("SELECT cancelled, erased FROM erasure WHERE teardown = ?1")),
      next_deadline_(database.prepare("SELECT deadline FROM command WHERE phase IN ('accepted', 'sent', "
                                      "'received') ORDER BY deadline LIMIT 1")),
      due_acts_(database.prepare("SELECT 'end_command', count(*), min(deadline) FROM command WHERE phase IN "
                                 "('accepted', 'sent', 'received') AND deadline <= ?1")),
      due_(database.prepare(fmt::format(
          "{} WHERE phase IN ('accepted', 'sent', 'received') AND deadline <= ?1 ORDER BY deadline, id",
          kSelect))) {}

std::optional<Command> CommandsStore::find(const CommandId& id) {
    return first_row(*find_, read_command, id.text());
}

Command CommandsStore::add(Command command) {
    const auto row = first_row(
        *add_, [](const Statement& added) { return added.integer(0); }, command.id.text(),
        command.account.text(), command.vin.text(), command.period, wire::word_text(command.act, kActNames),
        command.subject, command.asked, command.deadline);
    command.row = *row;
    return command;
}

void CommandsStore::step(Command& command, Phase phase, Timestamp at, const std::string& reason) {
    command.phase = phase;
    const auto name = wire::word_text(phase, kPhaseNames);
    run(*move_, command.row, name);
    run(*add_step_, command.row, name, at, reason);
}

std::vector<wire::commands::Step> CommandsStore::steps(const Command& command) {
    std::vector<wire::commands::Step> found;
    const auto read = [&](const Statement& row) {
        found.push_back({.command = command.id,
                         .vin = command.vin,
                         .act = command.act,
                         .phase = word<Phase>(row, 0, kPhaseNames),
                         .at = timestamp(row, 1),
                         .reason = text(row, 2)});
    };
    for_each_row(*steps_, read, command.row);
    return found;
}

std::vector<Command> CommandsStore::open_of(const Vin& vin, OwnershipPeriod period) {
    return read_all(*open_of_, vin.text(), period);
}

std::vector<Command> CommandsStore::last_done_of(const Vin& vin, OwnershipPeriod period) {
    return read_all(*last_done_of_, vin.text(), period);
}

std::optional<Command> CommandsStore::last_done_about(const Vin& vin, OwnershipPeriod period,
                                                      const std::string& subject) {
    return first_row(*last_done_about_, read_command, vin.text(), period, subject);
}

std::vector<Command> CommandsStore::of_vehicle(const Vin& vin, OwnershipPeriod period) {
    return read_all(*of_vehicle_, vin.text(), period);
}

std::vector<Command> CommandsStore::of_vehicle_after(const Vin& vin, OwnershipPeriod period, std::int64_t row,
                                                     int most) {
    return read_all(*of_vehicle_after_, vin.text(), period, row, most);
}

std::int64_t CommandsStore::erase(const Vin& vin, OwnershipPeriod period) {
    run(*erase_, vin.text(), period);
    return database_.changes();
}

Erased CommandsStore::add_erasure(const TeardownId& teardown, const Erased& erased) {
    run(*add_erasure_, teardown.text(), erased.cancelled, erased.erased);
    const auto read = [](const Statement& row) { return Erased{row.integer(0), row.integer(1)}; };
    return first_row(*erasure_, read, teardown.text()).value_or(erased);
}

std::optional<Timestamp> CommandsStore::next_deadline() {
    return first_row(*next_deadline_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<runtime::DueAct> CommandsStore::due_acts(Timestamp until) {
    return runtime::read_due_acts(*due_acts_, until);
}

std::vector<Command> CommandsStore::due(Timestamp now) {
    return read_all(*due_, now);
}

}  // namespace traction::commands
