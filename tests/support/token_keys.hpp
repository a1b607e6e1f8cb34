/// Keys for tokens, made for one test.
#pragma once

#include <string>

namespace traction::test {

/// PEM texts.
struct KeyPair {
    std::string private_key;
    std::string public_key;
};

/// A new key pair on P-256, as `scripts/certs` makes it.
KeyPair make_token_keys();

}  // namespace traction::test
