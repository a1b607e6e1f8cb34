/// Who stands behind a connection. An identity owns its client IDs: whoever connects with one must show that
/// he is it. Design 1 and 6.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace traction::access {

enum class Standing {
    car,
    owner,
    guest,
    desk,
    operators,
    worker,
    witness  ///< reads everything and writes nothing: for tests and the tour
};

struct Identity {
    Standing standing = Standing::guest;
    std::string name;    ///< VIN, account, guest's client, agent, operator or worker
    std::string device;  ///< of an owner
    friend bool operator==(const Identity&, const Identity&) = default;
};

/// Shorter names of guests can be guessed: 26 characters of [a-z2-7] are 130 bits.
inline constexpr std::size_t kShortestGuest = 26;

/// The identity that owns a client ID:
/// `v:VIN`, `o:ACCOUNT:DEVICE:SESSION`, `g:RANDOM`, `d:NAME:SESSION`, `p:NAME:SESSION`, `w:WORKER` or
/// `x:NAME:SESSION`. Nothing when it is not of one of these forms.
std::optional<Identity> owner_of(std::string_view client_id);

}  // namespace traction::access
