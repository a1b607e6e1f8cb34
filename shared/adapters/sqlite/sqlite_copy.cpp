#include "shared/adapters/sqlite/sqlite_copy.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "shared/adapters/sqlite/sqlite_fault.hpp"
#include "shared/ports/database.hpp"

namespace traction::adapters {
namespace {

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

[[noreturn]] void throw_disk_fault(const std::string& file, std::string_view doing) {
    throw ports::DatabaseFault("back-up " + file + ": " + std::strerror(errno) +
                               " (at: " + std::string(doing) + ")");
}

/// An unfinished copy is of no use to anyone: it goes when the copy ends badly.
class PartFile {
   public:
    explicit PartFile(std::string name) : name_(std::move(name)) { std::remove(name_.c_str()); }
    ~PartFile() { std::remove(name_.c_str()); }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::string& name() const { return name_; }

   private:
    std::string name_;
};

Connection open_target(const std::string& file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection target(opened);
    if (code != SQLITE_OK) throw_database_fault(opened, file, "open the back-up");
    // No journal and no syncing: the file counts only from its renaming on, and is synced once before.
    constexpr auto kSetting = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -256";
    if (sqlite3_exec(opened, kSetting, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw_database_fault(opened, file, kSetting);
    return target;
}

void copy_pages(sqlite3* source, const std::string& file) {
    const Connection target = open_target(file);
    sqlite3_backup* copying = sqlite3_backup_init(target.get(), "main", source, "main");
    if (copying == nullptr) throw_database_fault(target.get(), file, "begin the back-up");
    // By smaller steps a copy would begin anew with each write of another connection, for ever under load.
    const bool complete = sqlite3_backup_step(copying, -1) == SQLITE_DONE;
    // Finishing answers "ok" also for a copy that was refused as busy before it began.
    if (sqlite3_backup_finish(copying) != SQLITE_OK || !complete)
        throw_database_fault(target.get(), file, "copy the pages");
}

/// Brings a file, or a folder's list of names, to the disk.
void sync(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw_disk_fault(path, "open for fsync");
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!synced) throw_disk_fault(path, "fsync");
}

std::string folder_of(const std::string& file) {
    const auto folder = std::filesystem::path(file).parent_path();
    return folder.empty() ? "." : folder.string();
}

}  // namespace

void copy_database(sqlite3* source, const std::string& file) {
    const PartFile part(file + ".part");
    copy_pages(source, part.name());
    sync(part.name());
    if (std::rename(part.name().c_str(), file.c_str()) != 0) throw_disk_fault(file, "rename");
    sync(folder_of(file));
}

}  // namespace traction::adapters
