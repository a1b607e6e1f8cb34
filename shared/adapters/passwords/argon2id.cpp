#include "shared/adapters/passwords/argon2id.hpp"

#include <array>

#include <sodium.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {

Argon2id::Argon2id(Argon2idCost cost) : cost_(cost) {
    if (sodium_init() < 0) throw Fault("libsodium found no source of randomness");
}

std::string Argon2id::hash(std::string_view password) {
    std::array<char, crypto_pwhash_argon2id_STRBYTES> text{};
    if (crypto_pwhash_argon2id_str(text.data(), password.data(), password.size(), cost_.passes,
                                   cost_.memory_bytes) != 0)
        throw Fault("there is no memory to hash a password");
    return text.data();
}

bool Argon2id::matches(std::string_view hash, std::string_view password) {
    return crypto_pwhash_argon2id_str_verify(std::string(hash).c_str(), password.data(), password.size()) ==
           0;
}

}  // namespace traction::adapters
