/// What an operator can ask of every worker.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::operators {

/// Write a copy of the worker's database into a folder of the worker's machine, while it works. Answer:
/// {"file", "bytes"}. Rule H4.
struct Backup {
    static constexpr std::string_view kVerb = "backup";
    std::string directory;
    static Backup read(Reader& reader) { return {.directory = reader.text("directory", 512)}; }
    Json json() const { return {{"directory", directory}}; }
};

inline constexpr int kDueDays = 31;  ///< looked ahead, where nothing else is asked for
inline constexpr int kMostDueDays = 400;

/// What is due in the next days, by kind of act. Answer: {"now", "until", "next_due"?, "acts": [{"act",
/// "count", "earliest"}, …]}, the earliest act first; `next_due` tells also of what comes later. Rule H4.
struct Due {
    static constexpr std::string_view kVerb = "due";
    int days = kDueDays;
    static Due read(Reader& reader) {
        return {.days = static_cast<int>(reader.integer_or("days", kDueDays, 0, kMostDueDays))};
    }
    Json json() const { return {{"days", days}}; }
};

/// What staff saw of people and changed, as this worker noted it: the entries after `after`, oldest first.
/// Answer: {"entries": [AuditEntry, …], "head", "entries_in_all", "broken_at"?}. `broken_at` is the first
/// entry that is not what was written; compare `head` with one that was noted earlier. Rule H1.
struct Audit {
    static constexpr std::string_view kVerb = "audit";
    std::int64_t after = 0;
    static Audit read(Reader& reader) {
        return {.after = reader.integer_or("after", 0, 0, std::int64_t{1} << 52)};
    }
    Json json() const { return {{"after", after}}; }
};

}  // namespace traction::wire::operators
