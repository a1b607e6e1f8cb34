/// Pairing: who sits in the car reads a code on its screen and types it (rule G5). And how often an account
/// may ask. Pure: no bus, clock or database.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::garage {

inline constexpr std::size_t kCodeLength = 8;  ///< of 32 letters and digits: 40 bits
inline constexpr std::chrono::minutes kCodeLasts{10};
inline constexpr int kMostTries = 5;
/// After the last try, until a new code can be had.
inline constexpr std::chrono::minutes kPause{10};

/// What an account was let do for one car. Service time.
struct Pairing {
    wire::garage::PairingId id;
    std::string code;  ///< empty once the tries are used up
    int tries_left = kMostTries;
    Timestamp until{};  ///< the code's life, or the pause's
};

/// The first letters of a random id, as a screen shows them: there is no 0, 1, 8 or 9 to mistake for a
/// letter.
std::string code_from(std::string_view random_id);

enum class Try { right, wrong };
/// Compares what was typed; lower case, blanks and hyphens are forgiven. After the last wrong try the pairing
/// is a pause.
Try try_code(Pairing& pairing, std::string_view typed, Timestamp now);

/// How often an account may ask in an hour of machine time.
inline constexpr std::chrono::hours kAllowanceLasts{1};
inline constexpr int kMostLookUps = 60;  ///< of VINs, by preview and by adding. Rule G2
inline constexpr int kMostCodes = 20;    ///< shown on screens of cars

struct Allowance {
    Timestamp since{};
    int used = 0;
};
/// One more; refuses with `too_many_attempts` and "again_at".
Result<Allowance> use(std::optional<Allowance> allowance, int most, Timestamp machine_now);

}  // namespace traction::garage
