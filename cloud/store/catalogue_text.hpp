/// The text of `catalogue.json`, which the build takes in.
#pragma once

#include <string_view>

namespace traction::store {

std::string_view catalogue_text();

}  // namespace traction::store
