#include "vehicle-agent/reports/report_store.hpp"

namespace traction::reports {

ReportStore::ReportStore(ports::Database& database)
    : pending_(database.prepare("SELECT body FROM pending_report")),
      save_pending_(database.prepare("INSERT OR REPLACE INTO pending_report (one, body) VALUES (1, ?1)")),
      clear_pending_(database.prepare("DELETE FROM pending_report")),
      add_(database.prepare("INSERT INTO waiting_report (bytes) VALUES (?1) RETURNING key")),
      bytes_of_(database.prepare("SELECT bytes FROM waiting_report WHERE key = ?1")),
      remove_(database.prepare("DELETE FROM waiting_report WHERE key = ?1")),
      oldest_(database.prepare("SELECT min(key) FROM waiting_report")) {
    const auto totals = database.prepare("SELECT count(*), coalesce(sum(bytes), 0) FROM waiting_report");
    const auto read = [](const ports::Statement& row) {
        return Waiting{.rows = row.integer(0), .bytes = row.integer(1)};
    };
    waiting_ = first_row(*totals, read).value_or(Waiting{});
}

std::optional<wire::Report> ReportStore::pending() {
    return first_row(*pending_, [](const ports::Statement& row) {
        wire::ReportDecoder decoder;
        const auto report = decoder.decode(row.text(0));
        check(report.ok(), "a stored report can be read");
        return wire::Report(**report);
    });
}

void ReportStore::save_pending(const wire::Report& report) {
    run(*save_pending_, wire::write_report(report));
}

void ReportStore::clear_pending() {
    run(*clear_pending_);
}

std::int64_t ReportStore::add_waiting(std::size_t bytes) {
    const auto key = first_row(
        *add_, [](const ports::Statement& row) { return row.integer(0); }, bytes);
    check(key.has_value(), "a new row has a key");
    ++waiting_.rows;
    waiting_.bytes += static_cast<std::int64_t>(bytes);
    return *key;
}

void ReportStore::remove_waiting(std::int64_t key) {
    const auto bytes = first_row(
        *bytes_of_, [](const ports::Statement& row) { return row.integer(0); }, key);
    if (!bytes) return;
    run(*remove_, key);
    --waiting_.rows;
    waiting_.bytes -= *bytes;
}

std::optional<std::int64_t> ReportStore::oldest_waiting() {
    ports::StatementUse use(*oldest_);
    if (!use.step() || use.row().is_null(0)) return std::nullopt;
    return use.row().integer(0);
}

}  // namespace traction::reports
