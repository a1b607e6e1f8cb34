#include "shared/adapters/process/restore.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace traction::adapters {
namespace {

namespace fs = std::filesystem;

/// A checked copy of the back-up beside the database, ready to take its place.
fs::path prepare(const runtime::WorkerKind& kind, const fs::path& backup, const fs::path& file) {
    const auto staged = fs::path(file).concat(".restoring");
    fs::copy_file(backup, staged, fs::copy_options::overwrite_existing);
    SqliteDatabase database(staged.string());
    runtime::migrate_all(database, kind);
    database.begin();
    runtime::mark_restored(database);
    database.commit();
    return staged;
}

void put_aside(const fs::path& file) {
    // The write-ahead log belongs to the file it was written for.
    for (const auto* suffix : {"", "-wal", "-shm"}) {
        const auto present = fs::path(file).concat(suffix);
        if (fs::exists(present)) fs::rename(present, fs::path(file).concat(".before-restore").concat(suffix));
    }
}

}  // namespace

void restore(const std::vector<runtime::WorkerKind>& kinds, const RealWorld& world, const fs::path& folder) {
    std::vector<std::pair<fs::path, fs::path>> staged;
    for (const auto& kind : kinds) {
        const auto backup = folder / (kind.name + ".sqlite");
        if (fs::exists(backup))
            staged.emplace_back(prepare(kind, backup, world.file_of(kind.name)), world.file_of(kind.name));
    }
    if (staged.empty()) throw Fault(fmt::format("{} holds no back-up of these workers", folder.string()));
    for (const auto& [ready, file] : staged) {
        put_aside(file);
        fs::rename(ready, file);
        spdlog::info("restored {}", file.string());
    }
}

}  // namespace traction::adapters
