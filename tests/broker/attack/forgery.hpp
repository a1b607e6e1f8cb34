/// Tokens that must not be believed.
#pragma once

#include <string>
#include <vector>

#include "shared/domain/secret.hpp"
#include "tests/broker/harness/keys.hpp"

namespace traction::attack {

struct Forgery {
    std::string what;
    Secret token;
};

/// All that somebody could show in place of a token of alice on her phone.
std::vector<Forgery> forgeries(const test::Keys& keys);

}  // namespace traction::attack
