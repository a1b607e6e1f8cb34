#include "shared/adapters/passwords/argon2id.hpp"

#include <doctest/doctest.h>

using namespace traction::adapters;

TEST_CASE("passwords: Argon2id knows its own, with the cost that is stated, and says nothing twice alike") {
    Argon2id passwords;
    const auto hash = passwords.hash("correct horse battery");
    CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(passwords.matches(hash, "correct horse battery"));
    CHECK_FALSE(passwords.matches(hash, "correct horse batterx"));
    CHECK_FALSE(passwords.matches("no hash", "correct horse battery"));
    CHECK(passwords.hash("correct horse battery") != hash);
}

TEST_CASE("passwords: a hash of an earlier cost is still understood") {
    Argon2id before(Argon2idCost{.passes = 1, .memory_bytes = 8 * 1024 * 1024});
    CHECK(Argon2id().matches(before.hash("correct horse battery"), "correct horse battery"));
}
