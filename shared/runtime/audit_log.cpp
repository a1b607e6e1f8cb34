#include "shared/runtime/audit_log.hpp"

#include "shared/runtime/digest.hpp"

namespace traction::runtime {

using ports::Statement;

namespace {

struct Head {
    std::int64_t entry = 0;
    std::string hash;
};

/// An entry as it is told.
struct Told {
    std::int64_t number = 0;
    AuditEntry entry;
    static Told read(wire::Reader& reader) {
        return {.number = reader.integer("entry", 1, std::int64_t{1} << 52),
                .entry = {.at = reader.instant("at"),
                          .role = reader.text("role"),
                          .name = reader.text("name"),
                          .verb = reader.text("verb"),
                          .about = reader.text("about"),
                          .outcome = reader.text("outcome")}};
    }
};

std::string hash_after(const Head& before, std::int64_t number, const AuditEntry& entry) {
    const wire::Json covered{
        number,       entry.at.time_since_epoch().count(), entry.role, entry.name, entry.verb, entry.about,
        entry.outcome};
    return digest(before.hash + covered.dump());
}

AuditEntry entry_of(const Statement& row) {
    return {.at = ports::timestamp(row, 1),
            .role = ports::text(row, 2),
            .name = ports::text(row, 3),
            .verb = ports::text(row, 4),
            .about = ports::text(row, 5),
            .outcome = ports::text(row, 6)};
}

wire::Json json_of(std::int64_t number, const AuditEntry& entry) {
    return {{"entry", number},    {"at", to_text(entry.at)}, {"role", entry.role},      {"name", entry.name},
            {"verb", entry.verb}, {"about", entry.about},    {"outcome", entry.outcome}};
}

}  // namespace

AuditLog::AuditLog(ports::Database& database)
    : last_(database.prepare("SELECT entry, hash FROM audit ORDER BY entry DESC LIMIT 1")),
      append_(database.prepare("INSERT INTO audit (entry, at, role, name, verb, about, outcome, hash) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, CAST(?8 AS BLOB))")),
      all_(database.prepare(
          "SELECT entry, at, role, name, verb, about, outcome, hash FROM audit ORDER BY entry")) {}

void AuditLog::append(const AuditEntry& entry) {
    const auto head = first_row(*last_, [](const Statement& row) {
                          return Head{row.integer(0), ports::text(row, 1)};
                      }).value_or(Head{});
    const auto number = head.entry + 1;
    const auto hash = hash_after(head, number, entry);
    run(*append_, number, entry.at, entry.role, entry.name, entry.verb, entry.about, entry.outcome, hash);
}

wire::Json AuditLog::read(std::int64_t after) {
    Head head;
    std::int64_t in_all = 0;
    std::optional<std::int64_t> broken_at;
    auto entries = wire::Json::array();
    for_each_row(*all_, [&](const Statement& row) {
        const auto number = row.integer(0);
        const auto entry = entry_of(row);
        const bool as_written = number == head.entry + 1 && hash_after(head, number, entry) == row.text(7);
        if (!as_written && !broken_at) broken_at = number;
        head = {number, ports::text(row, 7)};
        ++in_all;
        if (number > after && entries.size() < kAuditPage) entries.push_back(json_of(number, entry));
    });
    wire::Json audited{{"entries", entries}, {"head", hexadecimal(head.hash)}, {"entries_in_all", in_all}};
    if (broken_at) audited["broken_at"] = *broken_at;
    return audited;
}

bool AuditChain::add(const wire::Json& entry) {
    const auto told = wire::read_message<Told>(entry, wire::UnknownFields::allowed);
    if (!told || told->number != entries_ + 1) return false;
    hash_ = hash_after({entries_, hash_}, told->number, told->entry);
    ++entries_;
    return true;
}

std::string AuditChain::head() const {
    return hexadecimal(hash_);
}

}  // namespace traction::runtime
