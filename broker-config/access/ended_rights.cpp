#include "broker-config/access/ended_rights.hpp"

#include <algorithm>

namespace traction::access {
namespace {

/// Role, name and device are ids, and a slash is in none of them.
std::string subject(const std::string& role, const std::string& name, const std::string& device) {
    return role + "/" + name + "/" + device;
}

}  // namespace

void EndedRights::add(const wire::access::TokensVoid& ended) {
    auto key = subject(wire::word_text(ended.role, wire::access::kRoleNames), ended.name,
                       ended.device ? ended.device->text() : std::string());
    const auto [entry, added] = voids_.try_emplace(std::move(key), ended.issued_before);
    if (!added) {
        if (entry->second >= ended.issued_before) return;
        by_instant_.erase({entry->second, entry->first});
        entry->second = ended.issued_before;
    }
    by_instant_.emplace(entry->second, entry->first);
}

void EndedRights::add(const wire::access::CarRevoked& ended) {
    if (ended.revoked) {
        revoked_.insert(ended.vin.text());
    } else {
        revoked_.erase(ended.vin.text());
    }
}

bool EndedRights::is_void(const ports::TokenClaims& token) const {
    const auto ended = [&](const std::string& device) {
        const auto entry = voids_.find(subject(token.role, token.name, device));
        return entry != voids_.end() && token.issued < entry->second;
    };
    return ended({}) || ended(token.device);
}

void EndedRights::forget(Timestamp now, std::size_t most) {
    for (; most > 0 && !by_instant_.empty(); --most) {
        const auto& [instant, key] = *by_instant_.begin();
        if (instant + ports::kLongestToken >= now) return;
        erase(voids_.find(key));
    }
}

void EndedRights::shrink(std::size_t most) {
    for (; most > 0 && !voids_.empty(); --most) erase(voids_.begin());
    for (; most > 0 && !revoked_.empty(); --most) revoked_.erase(revoked_.begin());
}

void EndedRights::erase(Voids::iterator entry) {
    by_instant_.erase({entry->second, entry->first});
    voids_.erase(entry);
}

}  // namespace traction::access
