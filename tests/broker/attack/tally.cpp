#include "tests/broker/attack/tally.hpp"

#include <fmt/format.h>

namespace traction::attack {

void Tally::cell(bool holds, const std::string& what) {
    ++cells_;
    held_ += holds;
    if (!holds) fmt::print("does not hold: {}\n", what);
}

bool Tally::conclude() const {
    fmt::print("attack cells={} held={}\n", cells_, held_);
    return held_ == cells_;
}

}  // namespace traction::attack
