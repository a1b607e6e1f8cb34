/// Looks into the committed database of a process, for checks.
#pragma once

#include <string_view>

#include "tests/simulation/node.hpp"

namespace traction::simulation {

template <class Visit, class... Parameters>
void each_row(Node& node, std::string_view sql, Visit visit, const Parameters&... parameters) {
    const auto statement = node.database().prepare(sql);
    for_each_row(*statement, visit, parameters...);
}

}  // namespace traction::simulation
