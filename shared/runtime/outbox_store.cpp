#include "shared/runtime/outbox_store.hpp"

namespace traction::runtime {

using ports::Statement;
using ports::text;

OutboxStore::OutboxStore(ports::Database& database)
    : streams_(database.prepare("SELECT stream, epoch, last_number FROM outgoing_stream")),
      save_stream_(
          database.prepare("INSERT INTO outgoing_stream (stream, epoch, last_number) VALUES (?1, ?2, ?3) "
                           "ON CONFLICT (stream) DO UPDATE SET epoch = ?2, last_number = ?3")),
      position_(
          database.prepare("SELECT acknowledged FROM outgoing_position WHERE stream = ?1 AND receiver = ?2")),
      save_position_(database.prepare(
          "INSERT INTO outgoing_position (stream, receiver, acknowledged) VALUES (?1, ?2, ?3) "
          "ON CONFLICT (stream, receiver) DO UPDATE SET acknowledged = ?3")),
      replace_(database.prepare(
          "UPDATE outbox SET body = ?3, written_at = ?4 WHERE stream = ?1 AND key = ?2 AND number IS NULL")),
      add_(database.prepare("INSERT INTO outbox (stream, key, body, written_at) VALUES (?1, ?2, ?3, ?4)")),
      withdraw_(database.prepare("DELETE FROM outbox WHERE stream = ?1 AND key = ?2 AND number IS NULL")),
      is_waiting_(database.prepare("SELECT 1 FROM outbox WHERE stream = ?1 AND key = ?2 AND number IS NULL")),
      number_of_(database.prepare(
          "SELECT ifnull(number, 0) FROM outbox WHERE stream = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1")),
      first_waiting_(database.prepare(
          "SELECT id, key FROM outbox WHERE stream = ?1 AND number IS NULL ORDER BY id LIMIT 1")),
      give_number_(database.prepare("UPDATE outbox SET number = ?2 WHERE id = ?1")),
      body_(database.prepare("SELECT body FROM outbox WHERE stream = ?1 AND number = ?2")),
      lowest_(database.prepare("SELECT min(number) FROM outbox WHERE stream = ?1 AND number IS NOT NULL")),
      remove_up_to_(
          database.prepare("DELETE FROM outbox WHERE stream = ?1 AND number IS NOT NULL AND number <= ?2")),
      // Numbers are given in the order of writing, so that the walk ends at the first one that is kept.
      remove_old_(database.prepare(
          "DELETE FROM outbox WHERE stream = ?1 AND number IS NOT NULL AND number < min(?3 + 1, ifnull(("
          "SELECT number FROM outbox WHERE stream = ?1 AND number IS NOT NULL AND written_at >= ?2 "
          "ORDER BY number LIMIT 1), ?3 + 1))")),
      remove_stream_(database.prepare("DELETE FROM outbox WHERE stream = ?1")),
      take_numbers_back_(database.prepare("UPDATE outbox SET number = NULL WHERE stream = ?1")),
      rows_(database.prepare("SELECT key, body, written_at FROM outbox WHERE stream = ?1 ORDER BY id")),
      count_(database.prepare("SELECT count(*) FROM outbox")),
      database_(database) {}

std::vector<OutboxStore::StreamRow> OutboxStore::streams() {
    std::vector<StreamRow> found;
    for_each_row(*streams_, [&](const Statement& row) {
        found.push_back({.stream = text(row, 0),
                         .epoch = static_cast<wire::Epoch>(row.integer(1)),
                         .last_number = static_cast<wire::Number>(row.integer(2))});
    });
    return found;
}

void OutboxStore::save_stream(const StreamRow& row) {
    run(*save_stream_, row.stream, row.epoch, row.last_number);
}

std::optional<wire::Number> OutboxStore::position(const std::string& stream, const std::string& receiver) {
    return first_row(
        *position_, [](const Statement& row) { return static_cast<wire::Number>(row.integer(0)); }, stream,
        receiver);
}

void OutboxStore::save_position(const std::string& stream, const std::string& receiver,
                                wire::Number acknowledged) {
    run(*save_position_, stream, receiver, acknowledged);
}

void OutboxStore::add(const std::string& stream, const std::string& key, std::string_view body,
                      Timestamp at) {
    if (!key.empty()) {
        run(*replace_, stream, key, body, at);
        if (database_.changes() > 0) return;
    }
    run(*add_, stream, key.empty() ? std::optional<std::string_view>{} : std::string_view(key), body, at);
}

bool OutboxStore::withdraw(const std::string& stream, const std::string& key) {
    run(*withdraw_, stream, key);
    return database_.changes() > 0;
}

bool OutboxStore::is_waiting(const std::string& stream, const std::string& key) {
    return first_row(
               *is_waiting_, [](const Statement&) { return true; }, stream, key)
        .has_value();
}

std::optional<wire::Number> OutboxStore::number_of(const std::string& stream, const std::string& key) {
    return first_row(
        *number_of_, [](const Statement& row) { return static_cast<wire::Number>(row.integer(0)); }, stream,
        key);
}

std::optional<OutboxStore::WaitingRow> OutboxStore::first_waiting(const std::string& stream) {
    return first_row(
        *first_waiting_,
        [](const Statement& row) {
            return WaitingRow{row.integer(0), text(row, 1)};
        },
        stream);
}

void OutboxStore::give_number(std::int64_t id, wire::Number number) {
    run(*give_number_, id, number);
}

std::optional<std::string> OutboxStore::body(const std::string& stream, wire::Number number) {
    return first_row(
        *body_, [](const Statement& row) { return text(row, 0); }, stream, number);
}

std::optional<wire::Number> OutboxStore::lowest_number(const std::string& stream) {
    const auto lowest = first_row(
        *lowest_,
        [](const Statement& row) { return static_cast<wire::Number>(row.is_null(0) ? 0 : row.integer(0)); },
        stream);
    return lowest && *lowest > 0 ? lowest : std::nullopt;
}

void OutboxStore::remove_up_to(const std::string& stream, wire::Number number) {
    run(*remove_up_to_, stream, number);
}

void OutboxStore::remove_written_before(const std::string& stream, Timestamp instant, wire::Number number) {
    run(*remove_old_, stream, instant, number);
}

void OutboxStore::remove_stream_rows(const std::string& stream) {
    run(*remove_stream_, stream);
}

void OutboxStore::take_numbers_back(const std::string& stream) {
    run(*take_numbers_back_, stream);
}

std::vector<OutboxStore::Row> OutboxStore::rows(const std::string& stream) {
    std::vector<Row> found;
    for_each_row(
        *rows_,
        [&](const Statement& row) {
            found.push_back({text(row, 0), text(row, 1), timestamp(row, 2)});
        },
        stream);
    return found;
}

std::int64_t OutboxStore::count() const {
    return first_row(*count_, [](const Statement& row) { return row.integer(0); }).value_or(0);
}

}  // namespace traction::runtime
