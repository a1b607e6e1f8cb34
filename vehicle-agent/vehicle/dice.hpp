/// Chance without a state: the same seed and question always give the same answer, in whatever order they are
/// asked.
#pragma once

#include <cstdint>

namespace traction::vehicle {

/// SplitMix64's finisher: every bit of the question moves half of the answer's.
constexpr std::uint64_t mixed(std::uint64_t bits) {
    bits += 0x9e3779b97f4a7c15ULL;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebULL;
    return bits ^ (bits >> 31);
}

/// 0 to 1, without 1. `question` tells the rolls of one seed apart.
constexpr double roll(std::uint64_t seed, std::uint64_t question) {
    return static_cast<double>(mixed(mixed(seed) ^ question) >> 11) * 0x1p-53;
}

}  // namespace traction::vehicle
