/// A gate with keys, a clock that is set by hand, and what workers and people say to it.
#pragma once

#include <string>

#include "broker-config/access/gate.hpp"
#include "tests/broker-config/access/people.hpp"
#include "tests/support/token_keys.hpp"

namespace traction::access::test {

inline const std::string kSecret = "0123456789abcdef0123456789abcdef";
inline constexpr Timestamp kNow{Milliseconds{1'800'000'000'123}};

class SetClock : public ports::Clock {
   public:
    Timestamp now() override { return at; }
    Timestamp at = kNow;
};

/// Made once: a test needs no keys of its own.
inline const traction::test::KeyPair& keys() {
    static const auto pair = traction::test::make_token_keys();
    return pair;
}

struct GateFixture {
    SetClock clock;
    Gate gate{{.tokens = adapters::JwtReader(keys().public_key),
               .worker_secret = Secret(kSecret),
               .admits_witnesses = true},
              clock};
    adapters::JwtIssuer issuer{keys().private_key};
    wire::Epoch epoch = 7;
    std::map<std::string, wire::Number> told;

    static Client handle(int number) { return reinterpret_cast<Client>(static_cast<std::uintptr_t>(number)); }

    ports::TokenClaims claims(const std::string& role, const std::string& name,
                              const std::string& device = {}) {
        return {.role = role,
                .name = name,
                .device = device,
                .issued = clock.at,
                .expires = clock.at + ports::kLongestToken};
    }
    std::string token(const std::string& role, const std::string& name, const std::string& device = {}) {
        return issuer.issue(claims(role, name, device));
    }

    Verdict knocks(int client, const std::string& client_id, std::optional<std::string> password = {},
                   std::optional<std::string> certificate = {}, std::string_view address = "127.0.0.1") {
        return gate.admit(handle(client),
                          {.client_id = client_id,
                           .password = password ? std::optional<std::string_view>(*password) : std::nullopt,
                           .certificate = std::move(certificate),
                           .address = address});
    }
    bool admits(int client, const std::string& client_id, std::optional<std::string> password = {},
                std::optional<std::string> certificate = {}) {
        return knocks(client, client_id, std::move(password), std::move(certificate)).admission ==
               Admission::admitted;
    }
    bool admits_anna(int client) {
        return admits(client, "o:anna:phone:s1", token("owner", "anna", "phone"));
    }

    /// The next message of a worker's list.
    template <class Body>
    std::optional<std::string> tells(const std::string& worker, const Body& body) {
        const auto text = body.json().dump();
        return gate.hear(
            worker, wire::write_numbered({.epoch = epoch, .number = ++told[worker], .at = {}, .body = text}));
    }
    void tells_lists() {
        for (const auto* worker : {"accounts", "garage"}) {
            tells(worker, wire::access::ListBegins{});
            tells(worker, wire::access::ListComplete{});
        }
        gate.work();
    }
    bool may_ask(int client) {
        return gate.may_write(handle(client), "account/anna/device/phone/ask/garage/add", false);
    }
};

}  // namespace traction::access::test
