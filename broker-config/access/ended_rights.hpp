/// What one worker has told of rights that ended: tokens that are void although their time is not over, and
/// cars whose certificate is good no more. In memory only; what no token can need any longer is forgotten.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>

#include "shared/ports/tokens.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::access {

class EndedRights {
   public:
    void add(const wire::access::TokensVoid& ended);
    void add(const wire::access::CarRevoked& ended);

    bool is_void(const ports::TokenClaims& token) const;
    bool is_revoked(const std::string& vin) const { return revoked_.contains(vin); }

    /// Forgets at most `most` entries: those that no living token can be older than.
    void forget(Timestamp now, std::size_t most);
    /// Forgets at most `most` entries, whatever they say.
    void shrink(std::size_t most);
    bool empty() const { return voids_.empty() && revoked_.empty(); }
    std::size_t size() const { return voids_.size() + revoked_.size(); }

   private:
    // Maps, not hash tables: what grows to 100 000 entries must not stop the broker to hash them all again.
    using Voids = std::map<std::string, Timestamp>;  ///< subject: the instant before which tokens are void
    void erase(Voids::iterator entry);

    Voids voids_;
    std::set<std::pair<Timestamp, std::string>> by_instant_;
    std::set<std::string> revoked_;
};

}  // namespace traction::access
