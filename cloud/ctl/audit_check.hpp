/// Verifies that nobody has changed what workers noted of staff. Rule H1.
#pragma once

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// Reads the log of `worker` (empty: of all that have one) and computes its hashes anew. Prints entries, head
/// and verdict of each. `noted`, "ENTRIES:HEAD", is what the log was at an earlier time: it shows an end that
/// was cut off, or all of it written anew. Fails when a log is not what was written.
Exit verify_audit(CommandLine& line, const std::string& worker, const std::string& noted);

}  // namespace traction::ctl
