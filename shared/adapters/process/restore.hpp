/// Putting back-ups back (design 4): the copies become the databases, and their outgoing streams begin new
/// epochs.
#pragma once

#include <filesystem>
#include <vector>

#include "shared/adapters/process/process.hpp"

namespace traction::adapters {

/// For each worker that has a `<worker>.sqlite` in `folder`: keeps the present file beside it as
/// `<worker>.sqlite.before-restore`, and puts the copy in its place. Throws Fault when a copy is damaged or
/// missing for all workers; then nothing has changed.
void restore(const std::vector<runtime::WorkerKind>& kinds, const RealWorld& world,
             const std::filesystem::path& folder);

}  // namespace traction::adapters
