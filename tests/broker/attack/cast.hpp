/// Those who meet on the broker: how each of them comes in.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tests/broker/harness/raw_client.hpp"
#include "tests/broker/harness/secured_mosquitto.hpp"

namespace traction::attack {

inline constexpr std::string_view kVinA = "VF1ATTACK00000001";
inline constexpr std::string_view kVinB = "VF1ATTACK00000002";

enum class Door { people, web, cars, workers };

/// By the letter with which `rights.hpp` names them. `{session}` stands for what is chosen anew for each
/// connection.
struct Role {
    char letter;
    std::string_view who;
    std::string_view client_id;
    Door door;
};
inline constexpr std::array kRoles{
    Role{'g', "guest", "g:{session}", Door::people},
    Role{'o', "owner A", "o:alice:phone:{session}", Door::people},
    Role{'t', "owner A's other device", "o:alice:tablet:{session}", Door::web},
    Role{'b', "owner B", "o:bob:phone:{session}", Door::people},
    Role{'v', "car A", "v:VF1ATTACK00000001", Door::cars},
    Role{'V', "car B", "v:VF1ATTACK00000002", Door::cars},
    Role{'d', "help desk", "d:dora:{session}", Door::people},
    Role{'p', "operator", "p:oscar:{session}", Door::web},
    Role{'A', "worker accounts", "w:accounts", Door::workers},
    Role{'G', "worker garage", "w:garage", Door::workers},
    Role{'M', "worker mail", "w:mail", Door::workers},
    Role{'S', "worker state", "w:state", Door::workers},
    Role{'D', "worker commands", "w:commands", Door::workers},
    Role{'C', "worker contracts", "w:contracts", Door::workers},
    Role{'N', "worker notifications", "w:notifications", Door::workers},
    Role{'R', "worker store", "w:store", Door::workers},
    Role{'T', "worker clock", "w:clock", Door::workers},
    Role{'B', "worker billing", "w:billing", Door::workers},
    Role{'P', "worker payments", "w:payments", Door::workers},
    Role{'Q', "worker danger_zones", "w:danger_zones", Door::workers},
    Role{'Y', "client of the payment provider", "w:payment_gateway", Door::workers},
    Role{'Z', "payment provider of the sandbox", "w:payment_sandbox", Door::workers},
};
/// Hears everything, so that nothing passes unseen.
inline constexpr Role kWitness{'x', "witness", "x:wilma:{session}", Door::people};

/// One of them, connected or refused.
struct Visitor {
    const Role* role;
    std::string session;
    std::string client_id;
    test::RawClient client;
    test::Reply admitted;

    /// A topic or filter of `rights.hpp` with the names filled in.
    std::string filled(std::string_view topic) const;
};

class Cast {
   public:
    explicit Cast(const test::SecuredMosquitto& broker);

    /// A connection to this door, with nothing said yet; a car's with its certificate.
    std::unique_ptr<test::ByteStream> knock(const Role& role) const;
    /// What this one shows as its password.
    Secret password_of(const Role& role) const;
    std::string fresh_session();
    /// Comes in as it may. The last will's topic is filled in as in `rights.hpp`.
    Visitor enter(const Role& role, const ports::Publication* will = nullptr);
    /// The same credentials, under another client ID.
    test::Reply enter_as(const Role& role, const std::string& client_id);

    const test::SecuredMosquitto& broker() const { return broker_; }

   private:
    const test::SecuredMosquitto& broker_;
};

bool is_among(char letter, std::string_view letters);

}  // namespace traction::attack
