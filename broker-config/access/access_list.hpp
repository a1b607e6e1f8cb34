/// The receiving end of one worker's list of ended rights: a numbered stream (design 4) whose position is in
/// memory only. After each start it is empty, says so, and is told the whole list again.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "broker-config/access/ended_rights.hpp"
#include "shared/wire/envelope.hpp"

namespace traction::access {

/// How long an incomplete list waits for more before it says again where it stands.
inline constexpr Milliseconds kAnnouncedEvery{1'000};
/// Entries that are forgotten in one go: some 20 microseconds.
inline constexpr std::size_t kForgottenAtOnce = 50;

class AccessList {
   public:
    /// The body of a message that is the next one: take its effect, and call `applied`. Nothing when it is
    /// repeated, when something before it is missing, or when it is no numbered message. The body points into
    /// the payload.
    std::optional<std::string_view> next(std::string_view payload);
    void applied();

    /// The list is told anew. What was told before holds until it is told completely.
    void begin();
    void complete();
    /// It was told completely once. Without it nobody knows whose rights have ended.
    bool is_complete() const { return complete_; }

    EndedRights& told() { return told_; }
    bool is_void(const ports::TokenClaims& token) const {
        return told_.is_void(token) || earlier_.is_void(token);
    }
    bool is_revoked(const std::string& vin) const {
        return told_.is_revoked(vin) || earlier_.is_revoked(vin);
    }

    /// The acknowledgement that is to be published now, if any.
    std::optional<std::string> acknowledgement(Timestamp now);
    /// Forgets a little of what is no longer needed.
    void forget(Timestamp now);

   private:
    bool opens_epoch(const wire::Numbered& message);

    wire::Epoch epoch_ = 0;
    wire::Number applied_ = 0;
    std::set<wire::Epoch> closed_;
    bool wants_acknowledgement_ = false;
    bool misses_something_ = false;
    std::optional<Timestamp> said_;  ///< when the position was told last

    bool complete_ = false;
    bool telling_ = false;
    EndedRights told_;
    EndedRights earlier_;                 ///< what was told completely, while it is told again
    std::vector<EndedRights> discarded_;  ///< forgotten little by little
};

}  // namespace traction::access
