#include "broker-config/access/gate.hpp"

#include <algorithm>

#include <sodium.h>

#include "shared/domain/result.hpp"
#include "shared/wire/json.hpp"

namespace traction::access {

namespace wire_access = wire::access;

namespace {

constexpr Verdict kAdmitted{Admission::admitted, {}};

Verdict refused(std::string_view why) {
    return {Admission::refused, why};
}

Standing standing_of(wire_access::Role role) {
    switch (role) {
        case wire_access::Role::owner:
            return Standing::owner;
        case wire_access::Role::desk:
            return Standing::desk;
        case wire_access::Role::operators:
            return Standing::operators;
        case wire_access::Role::witness:
            return Standing::witness;
    }
    return Standing::guest;
}

std::optional<Standing> standing_of(std::string_view role) {
    const auto word = std::find(wire_access::kRoleNames.begin(), wire_access::kRoleNames.end(), role);
    if (word == wire_access::kRoleNames.end()) return std::nullopt;
    return standing_of(static_cast<wire_access::Role>(word - wire_access::kRoleNames.begin()));
}

/// In a time that does not depend on what is alike. Of hashes, so that the length is not told either.
bool equals_secret(std::string_view shown, std::string_view secret) {
    const auto hash = [](std::string_view text) {
        std::array<unsigned char, crypto_generichash_BYTES> bytes{};
        crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(text.data()),
                           text.size(), nullptr, 0);
        return bytes;
    };
    const auto one = hash(shown);
    const auto other = hash(secret);
    return sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

template <class Body>
Result<Body> read_body(const wire::Json& json) {
    return wire::read_message<Body>(json, wire::UnknownFields::allowed);
}

std::string problem_text(const Refusal& refusal) {
    std::string text(refusal.code.name);
    for (const auto& [fact, value] : refusal.facts) text.append(" ").append(fact).append("=").append(value);
    return text;
}

bool is_loopback(std::string_view address) {
    constexpr std::string_view kMapped = "::ffff:";
    if (address.starts_with(kMapped)) address.remove_prefix(kMapped.size());
    return address == "::1" || address.starts_with("127.");
}

}  // namespace

Gate::Gate(Secrets secrets, ports::Clock& clock) : secrets_(std::move(secrets)), clock_(clock) {
    for (std::size_t i = 0; i < lists_.size(); ++i) lists_[i].writer = wire::kAccessWriters[i];
}

Verdict Gate::admit(Client client, const Knock& knock) {
    sessions_.close(client);
    if (leaving_ && leaving_->client == client) leaving_.reset();
    const auto identity = owner_of(knock.client_id);
    if (!identity) return refused("the client ID is not of the form of an identity");
    Session session{.identity = *identity, .client_id = std::string(knock.client_id), .expires = kLatest};
    if (identity->standing == Standing::worker) {
        const auto verdict = judge_worker(knock);
        if (verdict.admission == Admission::admitted) sessions_.open(client, std::move(session));
        return verdict;
    }
    if (!lists_are_complete())
        return {Admission::come_again, "it is not known yet whose rights have ended: come again"};
    if (identity->standing == Standing::car) {
        const auto verdict = judge_car(*identity, knock);
        if (verdict.admission != Admission::admitted) return verdict;
    } else if (identity->standing != Standing::guest) {
        const auto token = secrets_.tokens.read(knock.password.value_or(""));
        if (const auto flaw = flaw_of(token, *identity)) return refused(*flaw);
        session.issued = token->issued;
        session.expires = token->expires;
    }
    sessions_.open(client, std::move(session));
    return kAdmitted;
}

Verdict Gate::judge_car(const Identity& identity, const Knock& knock) const {
    if (knock.certificate != identity.name)
        return refused("a car shows a certificate in the name of its VIN");
    const bool revoked = std::any_of(lists_.begin(), lists_.end(),
                                     [&](const auto& each) { return each.list.is_revoked(identity.name); });
    if (revoked) return refused("the car's certificate is revoked");
    return kAdmitted;
}

/// Workers live on the broker's machine, so a stolen secret opens nothing from elsewhere.
Verdict Gate::judge_worker(const Knock& knock) const {
    if (!is_loopback(knock.address)) return refused("a worker comes from this machine");
    if (!knock.password || !equals_secret(*knock.password, secrets_.worker_secret.revealed()))
        return refused("a worker shows the workers' secret");
    return kAdmitted;
}

std::optional<std::string_view> Gate::flaw_of(const std::optional<ports::TokenClaims>& token,
                                              const Identity& identity) const {
    if (!token) return "the password is no token of ours";
    if (standing_of(token->role) != identity.standing || token->name != identity.name ||
        token->device != identity.device)
        return "the token is of somebody else, or of another device";
    if (identity.standing == Standing::witness && !secrets_.admits_witnesses)
        return "witnesses are not admitted here";
    const auto now = clock_.now();
    if (token->expires <= now) return "the token has expired";
    if (token->issued > now + kMostSkew || token->expires > token->issued + ports::kLongestToken)
        return "the token lasts too long";
    const bool is_void = std::any_of(lists_.begin(), lists_.end(),
                                     [&](const auto& each) { return each.list.is_void(*token); });
    if (is_void) return "the token is void: sign in again";
    return std::nullopt;
}

bool Gate::lists_are_complete() const {
    return std::all_of(lists_.begin(), lists_.end(),
                       [](const auto& each) { return each.list.is_complete(); });
}

void Gate::on_gone(Client client) {
    if (auto session = sessions_.close(client)) leaving_ = {client, std::move(*session)};
}

bool Gate::may_write(Client client, std::string_view topic, bool retained) {
    if (auto* session = sessions_.find(client)) {
        if (session->ended) return false;
        if (session->identity.standing == Standing::guest &&
            !session->allowance.take(kGuestRate, clock_.now()))
            return false;
        return access::may_write(session->identity, parsed(topic), retained);
    }
    // A last will: asked by the broker right after the connection is gone.
    if (!leaving_ || leaving_->client != client) return false;
    const auto& session = leaving_->session;
    if (session.ended && session.identity.standing != Standing::car) return false;
    return access::may_write(session.identity, parsed(topic), retained);
}

bool Gate::may_read(Client client, std::string_view topic) {
    const auto* session = sessions_.find(client);
    return session != nullptr && !session->ended && access::may_read(session->identity, parsed(topic));
}

bool Gate::may_subscribe(Client client, std::string_view filter) {
    auto* session = sessions_.find(client);
    if (session == nullptr || session->ended) return false;
    if (session->identity.standing == Standing::guest && !session->allowance.take(kGuestRate, clock_.now()))
        return false;
    return access::may_subscribe(session->identity, filter);
}

/// A message is asked about once for its sender and once for each receiver, in a row: it is parsed once.
const Topic& Gate::parsed(std::string_view topic) {
    if (topic != last_topic_.text || last_topic_.text.empty()) {
        last_text_ = topic;
        last_topic_ = {.text = last_text_, .parsed = wire::parse_topic(last_text_)};
    }
    return last_topic_;
}

std::optional<std::string_view> Gate::renew(Client client, std::string_view payload) {
    const auto* session = sessions_.find(client);
    if (session == nullptr || session->ended) return "the session has ended";
    const auto json = wire::parse_json(payload);
    if (!json) return "this is no JSON";
    const auto message = wire::read_message<wire_access::Token>(*json, wire::UnknownFields::refused);
    if (!message) return "this is no renewal";
    const auto token = secrets_.tokens.read(message->token);
    if (const auto flaw = flaw_of(token, session->identity)) return flaw;
    sessions_.renew(client, token->issued, token->expires);
    return std::nullopt;
}

std::optional<std::string> Gate::hear(std::string_view writer, std::string_view payload) {
    const auto from =
        std::find_if(lists_.begin(), lists_.end(), [&](const auto& each) { return each.writer == writer; });
    if (from == lists_.end()) return "nobody of this name ends rights";
    const auto body = from->list.next(payload);
    if (!body) return std::nullopt;
    std::optional<std::string> problem;
    const auto json = wire::parse_json(*body);
    if (json) {
        take_effect(from->list, *json, problem);
    } else {
        problem = problem_text(json.refusal());
    }
    from->list.applied();
    return problem;
}

/// What cannot be understood counts as applied, or all behind it would wait for ever.
void Gate::take_effect(AccessList& list, const wire::Json& json, std::optional<std::string>& problem) {
    const auto kind = json.is_object() && json.contains("kind") && json.at("kind").is_string()
                          ? json.at("kind").get<std::string>()
                          : std::string();
    const auto with = [&](const auto& body, auto effect) {
        if (body) {
            effect(*body);
        } else {
            problem = problem_text(body.refusal());
        }
    };
    if (kind == wire_access::ListBegins::kKind) {
        list.begin();
    } else if (kind == wire_access::ListComplete::kKind) {
        list.complete();
    } else if (kind == wire_access::TokensVoid::kKind) {
        with(read_body<wire_access::TokensVoid>(json), [&](const auto& ended) {
            list.told().add(ended);
            end_void_sessions(ended);
        });
    } else if (kind == wire_access::SessionsEnd::kKind) {
        with(read_body<wire_access::SessionsEnd>(json),
             [&](const auto& ended) { end_sessions(Standing::owner, ended.account.text()); });
    } else if (kind == wire_access::CarRevoked::kKind) {
        with(read_body<wire_access::CarRevoked>(json), [&](const auto& car) {
            list.told().add(car);
            if (car.revoked) end_sessions(Standing::car, car.vin.text());
        });
    } else {
        problem = "its kind is not known here";
    }
}

void Gate::end(Client client) {
    auto* session = sessions_.find(client);
    if (session == nullptr || session->ended) return;
    session->ended = true;
    ended_.push_back(client);
}

void Gate::end_void_sessions(const wire_access::TokensVoid& ended) {
    for (const auto client : sessions_.of(standing_of(ended.role), ended.name)) {
        const auto& session = *sessions_.find(client);
        const bool other_device = ended.device && ended.device->text() != session.identity.device;
        if (!other_device && session.issued < ended.issued_before) end(client);
    }
}

void Gate::end_sessions(Standing standing, const std::string& name) {
    for (const auto client : sessions_.of(standing, name)) end(client);
}

Gate::Work Gate::work() {
    const auto now = clock_.now();
    while (const auto expired = sessions_.expired(now)) {
        end(*expired);
        sessions_.renew(*expired, {}, kLatest);  // it is ended: it need not be found again
    }
    Work work;
    for (const auto client : std::exchange(ended_, {})) {
        const auto* session = sessions_.find(client);
        if (session == nullptr || !session->ended) continue;
        work.kicks.push_back({session->client_id, session->identity.standing == Standing::car});
    }
    for (auto& [writer, list] : lists_) {
        list.forget(now);
        if (auto acknowledgement = list.acknowledgement(now))
            work.acknowledgements.push_back(
                {wire::ack_topic(wire::access_stream(writer), {}), std::move(*acknowledgement)});
    }
    return work;
}

}  // namespace traction::access
