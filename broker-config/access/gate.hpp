/// Who comes in, what he may do there, and when he has to go: all that the plugin decides, without the
/// broker. Design 6. Used in the broker's one thread only; nothing in it waits, reads a file, or looks at all
/// sessions.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker-config/access/access_list.hpp"
#include "broker-config/access/rights.hpp"
#include "broker-config/access/sessions.hpp"
#include "shared/adapters/tokens/jwt_tokens.hpp"
#include "shared/domain/secret.hpp"
#include "shared/ports/clock.hpp"
#include "shared/wire/streams.hpp"

namespace traction::access {

/// The clocks of the cloud's machines differ by less.
inline constexpr Milliseconds kMostSkew{60'000};

/// A CONNECT.
struct Knock {
    std::string_view client_id;
    std::optional<std::string_view> password;
    std::optional<std::string> certificate;  ///< the name in the certificate that was verified by the broker
    std::string_view address;                ///< IP address of the other end
};

enum class Admission {
    admitted,
    refused,    ///< what was shown is not good: it will not be good later either
    come_again  ///< the broker has just started and does not know yet whose rights have ended
};
struct Verdict {
    Admission admission;
    std::string_view why;  ///< a sentence for the log, empty when admitted
};

class Gate {
   public:
    struct Secrets {
        adapters::JwtReader tokens;
        Secret worker_secret;
        bool admits_witnesses = false;
    };
    Gate(Secrets secrets, ports::Clock& clock);

    /// A connection begins; the same handle may have been another's before.
    Verdict admit(Client client, const Knock& knock);
    /// A connection is gone. Its last will is still published after that: what it may be is asked at once.
    void on_gone(Client client);

    bool may_write(Client client, std::string_view topic, bool retained);
    bool may_read(Client client, std::string_view topic);
    bool may_subscribe(Client client, std::string_view filter);

    /// A new token of the same person, role and device lets the live session last until it expires. Otherwise
    /// nothing changes, and the sentence says why.
    std::optional<std::string_view> renew(Client client, std::string_view payload);
    /// A message of a worker's list of ended rights, from that worker (the topic is checked before). A
    /// sentence says what could not be understood.
    std::optional<std::string> hear(std::string_view writer, std::string_view payload);

    /// What the broker has to do now, in this order.
    struct Work {
        struct Kick {
            std::string client_id;
            bool with_will;  ///< that a car is gone may be known; people leave no word behind
        };
        struct Acknowledgement {
            std::string topic;
            std::string payload;
        };
        std::vector<Kick> kicks;
        std::vector<Acknowledgement> acknowledgements;
    };
    /// Ends what has expired, and gives what there is to do. Asked at each turn of the broker's loop: what
    /// was acknowledged is done.
    Work work();

    std::size_t sessions() const { return sessions_.size(); }

   private:
    struct List {
        std::string writer;
        AccessList list;
    };
    Verdict judge_car(const Identity& identity, const Knock& knock) const;
    Verdict judge_worker(const Knock& knock) const;
    /// Why a token is not good for this identity now. Nothing when it is good.
    std::optional<std::string_view> flaw_of(const std::optional<ports::TokenClaims>& token,
                                            const Identity& identity) const;
    bool lists_are_complete() const;
    void take_effect(AccessList& list, const wire::Json& body, std::optional<std::string>& problem);
    void end(Client client);
    void end_void_sessions(const wire::access::TokensVoid& ended);
    void end_sessions(Standing standing, const std::string& name);
    const Topic& parsed(std::string_view topic);

    Secrets secrets_;
    ports::Clock& clock_;
    std::array<List, wire::kAccessWriters.size()> lists_;
    Sessions sessions_;
    std::vector<Client> ended_;
    struct Leaving {
        Client client;
        Session session;
    };
    std::optional<Leaving> leaving_;
    std::string last_text_;
    Topic last_topic_;
};

}  // namespace traction::access
