/// The runtime's own tables, in every worker's database.
#pragma once

#include <span>

#include "shared/ports/migrations.hpp"

namespace traction::runtime {

std::span<const ports::Migration> migrations();

}  // namespace traction::runtime
