#include "cloud/mail/mail_store.hpp"

#include <algorithm>

namespace traction::mail {

using ports::Statement;
using wire::letters::Letter;

namespace {

constexpr std::string_view kWaitingColumns =
    "SELECT content, received_at, tried_since, attempts, next_attempt_at, reason FROM letter ";

std::string select_waiting(std::string_view which) {
    return std::string(kWaitingColumns).append(which);
}

WaitingLetter read_waiting(const Statement& row) {
    auto letter = wire::read_message<Letter>(wire::Json::parse(row.text(0)), wire::UnknownFields::allowed);
    return {.letter = std::move(letter).value(),
            .received_at = ports::timestamp(row, 1),
            .tried_since = ports::timestamp(row, 2),
            .attempts = static_cast<int>(row.integer(3)),
            .next_attempt_at = ports::timestamp(row, 4),
            .reason = ports::text(row, 5)};
}

Phase phase_named(std::string_view name) {
    const auto found = std::find(kPhaseNames.begin(), kPhaseNames.end(), name);
    check(found != kPhaseNames.end(), "a letter's phase is one of the list");
    return static_cast<Phase>(found - kPhaseNames.begin());
}

EndedLetter read_ended(const Statement& row) {
    return {.letter = LetterId::parse(row.text(0)).value(),
            .phase = phase_named(row.text(1)),
            .reason = ports::text(row, 2),
            .ended_at = ports::timestamp(row, 3)};
}

std::optional<Timestamp> earliest(Statement& statement) {
    return first_row(statement, [](const Statement& row) { return ports::timestamp(row, 0); });
}

std::vector<WaitingLetter> read_all_waiting(Statement& statement, auto... parameters) {
    std::vector<WaitingLetter> letters;
    for_each_row(
        statement, [&](const Statement& row) { letters.push_back(read_waiting(row)); }, parameters...);
    return letters;
}

}  // namespace

MailStore::MailStore(ports::Database& database)
    : knows_(database.prepare("SELECT 1 FROM letter WHERE letter = ?1")),
      add_(database.prepare("INSERT INTO letter (letter, received_at, tried_since, content, next_attempt_at) "
                            "VALUES (?1, ?2, ?3, ?4, ?3)")),
      waiting_(database.prepare(select_waiting("WHERE letter = ?1 AND phase = 'waiting'"))),
      due_(database.prepare(
          select_waiting("WHERE next_attempt_at <= ?1 ORDER BY next_attempt_at, letter LIMIT ?2"))),
      next_attempt_(database.prepare("SELECT next_attempt_at FROM letter WHERE next_attempt_at IS NOT NULL "
                                     "ORDER BY next_attempt_at LIMIT 1")),
      begin_attempt_(database.prepare(
          "UPDATE letter SET attempts = attempts + 1, next_attempt_at = ?2 WHERE letter = ?1")),
      put_off_(database.prepare("UPDATE letter SET next_attempt_at = ?2, reason = ?3 WHERE letter = ?1")),
      end_(database.prepare("UPDATE letter SET phase = ?2, reason = ?3, ended_at = ?4, content = NULL, "
                            "next_attempt_at = NULL WHERE letter = ?1")),
      enter_withdrawn_(
          database.prepare("INSERT INTO letter (letter, phase, received_at, tried_since, ended_at) "
                           "VALUES (?1, 'withdrawn', ?2, ?3, ?2)")),
      first_ended_(database.prepare(
          "SELECT ended_at FROM letter WHERE ended_at IS NOT NULL ORDER BY ended_at LIMIT 1")),
      ended_until_(database.prepare(
          "SELECT 'forget_letter', count(*), min(ended_at) FROM letter WHERE ended_at <= ?1")),
      forget_ended_(database.prepare("DELETE FROM letter WHERE ended_at <= ?1")),
      count_waiting_(database.prepare("SELECT count(*) FROM letter WHERE next_attempt_at IS NOT NULL")),
      longest_waiting_(database.prepare(
          select_waiting("WHERE next_attempt_at IS NOT NULL ORDER BY tried_since, letter LIMIT ?1"))),
      ended_by_phase_(
          database.prepare("SELECT phase, count(*) FROM letter WHERE ended_at IS NOT NULL GROUP BY phase")),
      newest_undelivered_(database.prepare(
          "SELECT letter, phase, reason, ended_at FROM letter WHERE ended_at IS NOT NULL AND phase <> 'sent' "
          "ORDER BY ended_at DESC, letter LIMIT ?1")) {
    database.execute("PRAGMA secure_delete = ON");
}

bool MailStore::knows(const LetterId& letter) {
    return first_row(
               *knows_, [](const Statement&) { return true; }, letter.text())
        .has_value();
}

void MailStore::add(const Letter& letter, Timestamp now, Timestamp machine_now) {
    run(*add_, letter.letter.text(), now, machine_now, letter.json().dump());
}

std::optional<WaitingLetter> MailStore::waiting(const LetterId& letter) {
    return first_row(*waiting_, read_waiting, letter.text());
}

std::vector<WaitingLetter> MailStore::due(Timestamp machine_now, int most) {
    return read_all_waiting(*due_, machine_now, most);
}

std::optional<Timestamp> MailStore::next_attempt() {
    return earliest(*next_attempt_);
}

void MailStore::begin_attempt(const LetterId& letter, Timestamp next_attempt_at) {
    run(*begin_attempt_, letter.text(), next_attempt_at);
}

void MailStore::put_off(const LetterId& letter, Timestamp next_attempt_at, const std::string& reason) {
    run(*put_off_, letter.text(), next_attempt_at, reason);
}

void MailStore::end(const LetterId& letter, Phase phase, const std::string& reason, Timestamp at) {
    run(*end_, letter.text(), kPhaseNames[static_cast<std::size_t>(phase)], reason, at);
}

void MailStore::enter_withdrawn(const LetterId& letter, Timestamp now, Timestamp machine_now) {
    run(*enter_withdrawn_, letter.text(), now, machine_now);
}

std::optional<Timestamp> MailStore::first_ended() {
    return earliest(*first_ended_);
}

std::vector<runtime::DueAct> MailStore::ended_until(Timestamp at) {
    return runtime::read_due_acts(*ended_until_, at);
}

void MailStore::forget_ended_until(Timestamp at) {
    run(*forget_ended_, at);
}

std::int64_t MailStore::count_waiting() {
    return first_row(*count_waiting_, [](const Statement& row) { return row.integer(0); }).value();
}

std::vector<WaitingLetter> MailStore::longest_waiting(int most) {
    return read_all_waiting(*longest_waiting_, most);
}

std::map<std::string, std::int64_t> MailStore::ended_by_phase() {
    std::map<std::string, std::int64_t> counts;
    for_each_row(*ended_by_phase_,
                 [&](const Statement& row) { counts[ports::text(row, 0)] = row.integer(1); });
    return counts;
}

std::vector<EndedLetter> MailStore::newest_undelivered(int most) {
    std::vector<EndedLetter> letters;
    for_each_row(
        *newest_undelivered_, [&](const Statement& row) { letters.push_back(read_ended(row)); }, most);
    return letters;
}

}  // namespace traction::mail
