/// BLAKE2b of 256 bits, by libsodium: tells whether two texts are the same without keeping them. It is fast,
/// so it hides only what nobody can guess.
#pragma once

#include <string>
#include <string_view>

namespace traction::runtime {

/// 32 bytes.
std::string digest(std::string_view text);
/// Lower case.
std::string hexadecimal(std::string_view bytes);

}  // namespace traction::runtime
