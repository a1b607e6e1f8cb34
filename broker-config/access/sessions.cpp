#include "broker-config/access/sessions.hpp"

namespace traction::access {
namespace {

std::string subject(Standing standing, const std::string& name) {
    return static_cast<char>('a' + static_cast<int>(standing)) + name;
}

}  // namespace

void Sessions::open(Client client, Session session) {
    close(client);
    by_subject_[subject(session.identity.standing, session.identity.name)].insert(client);
    by_expiry_.emplace(session.expires, client);
    sessions_.emplace(client, std::move(session));
}

Session* Sessions::find(Client client) {
    const auto found = sessions_.find(client);
    return found == sessions_.end() ? nullptr : &found->second;
}

std::optional<Session> Sessions::close(Client client) {
    auto found = sessions_.extract(client);
    if (found.empty()) return std::nullopt;
    auto& session = found.mapped();
    const auto same = by_subject_.find(subject(session.identity.standing, session.identity.name));
    same->second.erase(client);
    if (same->second.empty()) by_subject_.erase(same);
    by_expiry_.erase({session.expires, client});
    return std::move(session);
}

void Sessions::renew(Client client, Timestamp issued, Timestamp expires) {
    auto& session = sessions_.at(client);
    by_expiry_.erase({session.expires, client});
    by_expiry_.emplace(expires, client);
    session.issued = issued;
    session.expires = expires;
}

std::vector<Client> Sessions::of(Standing standing, const std::string& name) const {
    const auto found = by_subject_.find(subject(standing, name));
    if (found == by_subject_.end()) return {};
    return {found->second.begin(), found->second.end()};
}

std::optional<Client> Sessions::expired(Timestamp now) const {
    if (by_expiry_.empty() || by_expiry_.begin()->first > now) return std::nullopt;
    return by_expiry_.begin()->second;
}

}  // namespace traction::access
