/// Reads what processes that have ended left in their databases, to compare the books of both ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/report.hpp"

namespace traction::test {

/// The sending end of one stream.
struct Sent {
    wire::Number last = 0;
    wire::Number acknowledged = 0;
    int in_outbox = 0;
};

/// One database file of a process that has ended.
class Books {
   public:
    explicit Books(const std::filesystem::path& file) : database_(file.string()) {}

    std::int64_t number(const std::string& sql);
    std::vector<std::int64_t> numbers(const std::string& sql);
    std::map<std::string, std::string> words(const std::string& sql);

    Sent sent(const std::string& stream);
    /// What was applied of a stream's open epoch.
    wire::Number applied(const std::string& stream);
    std::int64_t epochs_heard(const std::string& stream);
    /// Numbered messages that were not understood.
    std::int64_t unreadable() { return number("SELECT count(*) FROM unreadable"); }

    // Of a car.
    /// The samples that are not acknowledged yet, oldest first: in the outbox, and in the report being
    /// filled.
    std::vector<wire::Sample> unacknowledged_samples();

   private:
    adapters::SqliteDatabase database_;
};

}  // namespace traction::test
