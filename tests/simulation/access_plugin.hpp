/// The part that the broker's access plugin has in the memory broker: it takes the lists of rights that
/// ended, acknowledges them, judges tokens by them, and forgets them with the broker. Design 6.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/ports/bus.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::simulation {

enum class Admission {
    admitted,
    not_yet,  ///< before all lists are complete
    refused
};

class AccessPlugin {
   public:
    /// What a change of the lists does to live sessions.
    struct Ends {
        /// The account's end, with all that is under way to them; they may come back.
        std::function<void(const std::string& account)> sessions;
        /// Those end that show a token which is good no more.
        std::function<void(const std::string& account)> void_tokens;
    };

    /// Nothing when the publication is not for the plugin; else its acknowledgement.
    std::optional<ports::Publication> hear(const ports::Publication& publication, const Ends& ends);
    /// Who shows no token is a worker, a car, a guest or the help desk, and known otherwise.
    Admission judge(const std::string& token, Timestamp now) const;
    /// Whether it became void before it expired.
    bool is_void(const std::string& token) const;
    void forget();

   private:
    struct Position {
        wire::Epoch epoch = 0;
        wire::Number applied = 0;
    };
    void take(const std::string& stream, const wire::Json& body, const Ends& ends);

    std::map<std::string, Position> positions_;
    std::set<std::string> complete_;  ///< the streams whose lists are told
    std::map<std::pair<std::string, std::string>, Timestamp> void_before_;  ///< of account and device
};

}  // namespace traction::simulation
