/// The live connections of the broker, by the broker's own handle, by whose they are, and by when they end.
#pragma once

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "broker-config/access/allowance.hpp"
#include "broker-config/access/identity.hpp"

namespace traction::access {

/// How the broker names a connection, from its CONNECT on until it is gone.
using Client = const void*;

struct Session {
    Identity identity;
    std::string client_id;
    Timestamp issued{};        ///< of the token that was shown
    Timestamp expires{};       ///< the same; of who shows no token, `kLatest`
    bool ended = false;        ///< nothing is allowed any more; the broker has yet to close it
    Allowance allowance = {};  ///< of a guest
};

class Sessions {
   public:
    void open(Client client, Session session);
    /// Nothing when this connection was never admitted, or is gone.
    Session* find(Client client);
    /// Takes it out. Nothing when there was none.
    std::optional<Session> close(Client client);
    /// Another token was shown.
    void renew(Client client, Timestamp issued, Timestamp expires);
    /// All of one person or car.
    std::vector<Client> of(Standing standing, const std::string& name) const;
    /// One whose time is over by now, if any.
    std::optional<Client> expired(Timestamp now) const;
    std::size_t size() const { return sessions_.size(); }

   private:
    std::unordered_map<Client, Session> sessions_;
    std::unordered_map<std::string, std::set<Client>> by_subject_;
    std::set<std::pair<Timestamp, Client>> by_expiry_;
};

}  // namespace traction::access
