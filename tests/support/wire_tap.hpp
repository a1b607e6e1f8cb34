/// Listens to everything on the wire and says what is not in the agreement. For end-to-end tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace traction::test {

/// What is undocumented about a message: its topic, its kind, or its content. Empty when all is as
/// asyncapi.yaml says. An empty payload clears a retained topic, and is documented there only.
std::vector<std::string> undocumented(std::string_view topic, std::string_view payload);

}  // namespace traction::test
