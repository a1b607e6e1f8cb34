#include "tests/broker/system/ledger.hpp"

namespace traction::test {

using ports::Statement;

std::int64_t Books::number(const std::string& sql) {
    return numbers(sql).at(0);
}

std::vector<std::int64_t> Books::numbers(const std::string& sql) {
    std::vector<std::int64_t> found;
    const auto statement = database_.prepare(sql);
    for_each_row(*statement, [&](const Statement& row) { found.push_back(row.integer(0)); });
    return found;
}

std::map<std::string, std::string> Books::words(const std::string& sql) {
    std::map<std::string, std::string> found;
    const auto statement = database_.prepare(sql);
    for_each_row(*statement, [&](const Statement& row) { found[ports::text(row, 0)] = ports::text(row, 1); });
    return found;
}

Sent Books::sent(const std::string& stream) {
    const auto statement = database_.prepare(
        "SELECT last_number, coalesce((SELECT min(acknowledged) FROM outgoing_position WHERE stream = ?1), "
        "0), "
        "(SELECT count(*) FROM outbox WHERE stream = ?1) FROM outgoing_stream WHERE stream = ?1");
    const auto read = [](const Statement& row) {
        return Sent{.last = static_cast<wire::Number>(row.integer(0)),
                    .acknowledged = static_cast<wire::Number>(row.integer(1)),
                    .in_outbox = static_cast<int>(row.integer(2))};
    };
    return first_row(*statement, read, stream).value_or(Sent{});
}

wire::Number Books::applied(const std::string& stream) {
    const auto statement =
        database_.prepare("SELECT applied FROM incoming_stream WHERE stream = ?1 AND open = 1");
    const auto read = [](const Statement& row) { return static_cast<wire::Number>(row.integer(0)); };
    return first_row(*statement, read, stream).value_or(0);
}

std::int64_t Books::epochs_heard(const std::string& stream) {
    const auto statement = database_.prepare("SELECT count(*) FROM incoming_stream WHERE stream = ?1");
    return *first_row(
        *statement, [](const Statement& row) { return row.integer(0); }, stream);
}

std::vector<wire::Sample> Books::unacknowledged_samples() {
    std::vector<wire::Sample> samples;
    wire::ReportDecoder decoder;
    const auto statement = database_.prepare(
        "SELECT body FROM (SELECT id, body FROM outbox WHERE stream LIKE '%/report' "
        "UNION ALL SELECT 9223372036854775807, body FROM pending_report) ORDER BY id");
    for_each_row(*statement, [&](const Statement& row) {
        const auto report = decoder.decode(row.text(0));
        check(report.ok(), "a car's own report can be read");
        samples.insert(samples.end(), (*report)->samples.begin(), (*report)->samples.end());
    });
    return samples;
}

}  // namespace traction::test
