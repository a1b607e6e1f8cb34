#include "cloud/accounts/front_desk.hpp"

#include "shared/runtime/digest.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

namespace refused = wire::refused;
using wire::access::Role;
using wire::access::TokensVoid;

namespace {

constexpr std::string_view kWorker = "accounts";

}  // namespace

FrontDesk::FrontDesk(ports::Database& database, ports::PasswordHasher& passwords, ports::TokenIssuer& tokens,
                     std::string web)
    : accounts(database),
      access(database),
      letters(database),
      passwords_(passwords),
      tokens_(tokens),
      web_(std::move(web)),
      no_password_(passwords.hash("")) {}

/// After the #, so that what the link carries reaches no server and no log.
std::string FrontDesk::link(const std::string& to) const {
    return web_ + "/#" + to;
}

Result<Account> FrontDesk::signed_in(const runtime::Asker& asker) {
    const auto device = DeviceId::parse(asker.device);
    auto account = accounts.find(asker.account());
    if (!account || !device || !access.is_signed_in(account->id, *device))
        return Refusal(refused::signed_out);
    return *std::move(account);
}

Result<Account> FrontDesk::may_change(const runtime::Asker& asker) {
    auto account = signed_in(asker);
    if (account && account->must_change_password()) return Refusal(refused::password_must_be_changed);
    return account;
}

Match FrontDesk::match(const std::optional<Account>& account, std::string_view password) {
    const bool has_chosen = account && account->password;
    const bool chosen = passwords_.matches(has_chosen ? *account->password : no_password_, password);
    if (chosen && has_chosen) return Match::chosen;
    // A generated password cannot be guessed, so that a fast digest of it is enough.
    if (account && account->mailed_password == runtime::digest(password)) return Match::mailed;
    return Match::none;
}

Result<Done> FrontDesk::check_current(Turn& turn, const Account& account, std::string_view password) {
    const auto& whose = account.id.text();
    if (auto may = within(kCurrentPassword, whose, turn.machine_now()); !may) return may;
    if (match(account, password) == Match::none) {
        access.count_attempt(kCurrentPassword, whose, turn.machine_now());
        return Refusal(refused::password_wrong);
    }
    access.forget_attempts(kCurrentPassword, whose);
    return Done{};
}

Result<Done> FrontDesk::within(const Limit& limit, const std::string& whose, Timestamp machine_now) {
    const auto until = access.blocked_until(limit, whose, machine_now);
    if (!until) return Done{};
    return Refusal(refused::too_many_attempts, {{"again_at", to_text(*until)}});
}

Result<Done> FrontDesk::within(const SignInAttempt& attempt, Timestamp machine_now) {
    if (auto may = within(kSignInsByClient, attempt.client, machine_now); !may) return may;
    return within(attempt.by_name, attempt.name, machine_now);
}

void FrontDesk::count(const SignInAttempt& attempt, Timestamp machine_now) {
    access.count_attempt(kSignInsByClient, attempt.client, machine_now);
    access.count_attempt(attempt.by_name, attempt.name, machine_now);
}

FrontDesk::Issued FrontDesk::issue_token(Turn& turn, Role role, const std::string& name,
                                         const std::string& device) {
    const auto claims =
        claims_of(role, name, device, turn.machine_now(), access.good_from(role, name, device));
    return {.token = tokens_.issue(claims), .expires_at = claims.expires};
}

void FrontDesk::end_tokens(Turn& turn, Role role, const std::string& name, std::optional<DeviceId> device) {
    const TokensVoid tokens{.role = role,
                            .name = name,
                            .device = std::move(device),
                            .issued_before = void_before(turn.machine_now())};
    access.add_void(tokens);
    turn.send(wire::access_stream(kWorker), tokens.json());
}

void FrontDesk::sign_out(Turn& turn, const AccountId& account, const DeviceId& device) {
    access.sign_out(account, device);
    end_tokens(turn, Role::owner, account.text(), device);
}

void FrontDesk::sign_out_others(Turn& turn, const AccountId& account, const std::optional<DeviceId>& but) {
    for (const auto& device : access.devices(account)) {
        if (device.id != but) sign_out(turn, account, device.id);
    }
}

Envelope FrontDesk::envelope_of(const Account& account) const {
    return {.about = account.id.text(),
            .to = account.email.text,
            .language = account.language,
            .zone = account.zone};
}

std::string fresh_code(runtime::Turn& turn) {
    return grouped(turn.fresh_id<LetterId>().text(), kCodeLetters);
}

}  // namespace traction::accounts
