/// The files in which keys and secrets lie (`scripts/certs` makes them, for the owner's eyes only).
#pragma once

#include <filesystem>
#include <string>

#include "shared/domain/secret.hpp"

namespace traction::adapters {

/// The text of a key's file (PEM). Throws Fault when it cannot be read or is empty.
std::string read_key(const std::filesystem::path& file);

/// The first line of a file that holds one secret. Throws Fault when it cannot be read or is empty.
Secret secret_in(const std::filesystem::path& file);

}  // namespace traction::adapters
