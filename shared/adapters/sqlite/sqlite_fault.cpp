#include "shared/adapters/sqlite/sqlite_fault.hpp"

#include <array>

#include <sqlite3.h>

#include "shared/ports/database.hpp"

namespace traction::adapters {
namespace {

constexpr std::string_view kDamaged =
    "The file is damaged. Stop the program, keep the file and its -wal for inspection, and restore a back-up";

struct Advice {
    int code;
    std::string_view text;
};

constexpr std::array kAdvice{
    Advice{SQLITE_CORRUPT, kDamaged},
    Advice{SQLITE_NOTADB, kDamaged},
    Advice{SQLITE_BUSY, "Another process has it open. Stop that one first; a file belongs to one worker"},
    Advice{SQLITE_FULL, "Make room on the disk"},
    Advice{SQLITE_CANTOPEN, "Does its folder exist, and may this user write there?"},
    Advice{SQLITE_READONLY, "May this user write to the file and its folder?"},
};

std::string_view advice_for(int code) {
    for (const Advice& advice : kAdvice) {
        if (advice.code == code) return advice.text;
    }
    return {};
}

/// The beginning of a statement on one line: enough to find it in its store.
std::string first_words(std::string_view sql) {
    constexpr std::size_t kEnough = 72;
    std::string words;
    for (const char c : sql.substr(0, 2 * kEnough)) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank) {
            words += c;
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.size() > kEnough) words.replace(kEnough, std::string::npos, "…");
    return words;
}

}  // namespace

void throw_database_fault(sqlite3* connection, const std::string& file, std::string_view doing) {
    std::string text =
        "database " + file + ": " + sqlite3_errmsg(connection) + " (at: " + first_words(doing) + ")";
    const auto advice = advice_for(sqlite3_errcode(connection) & 0xff);
    if (!advice.empty()) text.append(". ").append(advice);
    throw ports::DatabaseFault(text);
}

void throw_damaged(const std::string& file, std::string_view finding) {
    throw ports::DatabaseFault("database " + file + ": " + std::string(finding) + ". " +
                               std::string(kDamaged));
}

}  // namespace traction::adapters
