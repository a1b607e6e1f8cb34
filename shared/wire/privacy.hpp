/// What people in a car let it tell of itself. It wins over every entitlement, in the car and in the cloud.
/// Rule D3.
#pragma once

#include <span>

#include "shared/wire/report.hpp"

namespace traction::wire {

/// Each hides what the one before it hides, and more.
enum class Privacy : std::uint8_t {
    none,      ///< the car tells what it is entitled to tell
    position,  ///< it does not tell where it is and how it moves
    all,       ///< it tells nothing of itself
};
inline constexpr std::array<std::string_view, 3> kPrivacyNames{"none", "position", "all"};

constexpr std::string_view name_of(Privacy privacy) {
    return kPrivacyNames[static_cast<std::size_t>(privacy)];
}
/// What a car means that says this: `all` for a word that only a newer car knows.
constexpr Privacy privacy_meant(std::string_view word) {
    for (std::size_t i = 0; i < kPrivacyNames.size(); ++i) {
        if (kPrivacyNames[i] == word) return static_cast<Privacy>(i);
    }
    return Privacy::all;
}

constexpr bool hides(Privacy privacy, Aspect aspect) {
    if (aspect == Aspect::privacy) return false;
    return privacy == Privacy::all || (privacy == Privacy::position && aspect == Aspect::position);
}
/// That it is private is told, and that reports were lost, which says nothing of the car.
constexpr bool hides(Privacy privacy, HappeningKind kind) {
    if (kind == HappeningKind::privacy_changed || kind == HappeningKind::report_gap) return false;
    return privacy == Privacy::all;
}
inline constexpr auto kHiddenSignals = [] {
    std::array<std::uint64_t, kPrivacyNames.size()> hidden{};
    for (std::size_t privacy = 0; privacy < hidden.size(); ++privacy) {
        for (const auto& row : kSignals) {
            if (hides(static_cast<Privacy>(privacy), row.aspect))
                hidden[privacy] |= std::uint64_t{1} << static_cast<unsigned>(row.signal);
        }
    }
    return hidden;
}();
/// The signals that it hides, one bit each.
constexpr std::uint64_t hidden_signals(Privacy privacy) {
    return kHiddenSignals[static_cast<std::size_t>(privacy)];
}
static_assert(hidden_signals(Privacy::none) == 0);
static_assert((hidden_signals(Privacy::position) & ~hidden_signals(Privacy::all)) == 0);
static_assert(hidden_signals(Privacy::all) == (std::uint64_t{1} << kSignalCount) - 1);

/// Somebody in the car chose what holds from this instant on.
struct PrivacyChange {
    Privacy privacy{};
    Timestamp at{};
    friend bool operator==(const PrivacyChange&, const PrivacyChange&) = default;
};

/// What held at that instant. In the instant of a change it is the one of the two that hides less: whether
/// something was measured before or after it cannot be known, and both were right when they were. `changes`
/// in order of time.
Privacy privacy_at(std::span<const PrivacyChange> changes, Timestamp at);

}  // namespace traction::wire
