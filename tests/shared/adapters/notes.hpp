/// What the tests of the SQLite adapter share: a table of notes, faults as text, and a disk that fills up.
#pragma once

#include <csignal>
#include <string>
#include <string_view>

#include <sys/resource.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"

namespace traction::adapters {

using ports::DatabaseFault;

inline constexpr SqliteOptions kImpatient{.cache_kib = 256, .patience = Milliseconds{0}};

inline void make_notes(ports::Database& database) {
    database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT");
}

inline void add_note(ports::Database& database, std::string_view text) {
    run(*database.prepare("INSERT INTO note (text) VALUES (?)"), text);
}

inline std::int64_t count_notes(ports::Database& database) {
    const auto statement = database.prepare("SELECT count(*) FROM note");
    return first_row(*statement, [](const ports::Statement& row) { return row.integer(0); }).value();
}

inline std::string fault_of(auto&& act) {
    try {
        act();
    } catch (const DatabaseFault& fault) {
        return fault.what();
    }
    return "no fault";
}

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Enough notes for a file of some hundred pages.
inline void fill(const std::string& file, int notes = 2000) {
    SqliteDatabase database(file, kImpatient);
    make_notes(database);
    database.begin();
    for (int i = 0; i < notes; ++i) add_note(database, std::to_string(i) + std::string(200, 'x'));
    database.commit();
}

/// While it lives, no file of this process grows beyond `bytes`: for a writer, a disk that fills up.
class SmallDisk {
   public:
    explicit SmallDisk(rlim_t bytes) : signal_before_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &limit_before_);
        const rlimit small{bytes, limit_before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() {
        ::setrlimit(RLIMIT_FSIZE, &limit_before_);
        std::signal(SIGXFSZ, signal_before_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

   private:
    void (*signal_before_)(int);
    rlimit limit_before_{};
};

}  // namespace traction::adapters
