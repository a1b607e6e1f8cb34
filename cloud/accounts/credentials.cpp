#include "cloud/accounts/credentials.hpp"

#include "cloud/accounts/sign_ups.hpp"
#include "shared/runtime/digest.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

namespace refused = wire::refused;
using wire::accounts::ChangeEmail;
using wire::accounts::ChangePassword;
using wire::accounts::ConfirmEmail;
using wire::accounts::ForgotPassword;
using wire::letters::Subject;

Credentials::Answer Credentials::forgot_password(Turn& turn, const Asker& asker, const ForgotPassword& ask) {
    const auto now = turn.machine_now();
    if (const auto may = desk_.within(kForgottenByClient, asker.name, now); !may) return may.refusal();
    const auto email = parse_email(ask.email);
    if (!email) return email.refusal();
    if (const auto may = desk_.within(kForgottenByAddress, email->key, now); !may) return may.refusal();
    desk_.access.count_attempt(kForgottenByClient, asker.name, now);
    desk_.access.count_attempt(kForgottenByAddress, email->key, now);
    desk_.access.write_later({.cause = "forgotten", .about = email->key});
    return wire::Json::object();
}

/// The old password goes on until the new one is used, so that a stranger's request locks nobody out. Rule
/// A7.
void Credentials::write_new_password(Turn& turn, const std::string& email_key) {
    auto account = desk_.accounts.by_email(email_key);
    if (!account) return;
    const auto password = fresh_code(turn);
    account->mailed_password = runtime::digest(password);
    desk_.accounts.save(*account);
    desk_.post(turn, *account, Subject::new_password,
               {{"password", password}, {"link", desk_.link("/sign-in")}});
}

Credentials::Answer Credentials::change_password(Turn& turn, const Asker& asker, const ChangePassword& ask) {
    auto found = desk_.signed_in(asker);
    if (!found) return found.refusal();
    auto account = std::move(found).value();
    if (const auto right = desk_.check_current(turn, account, ask.current); !right) return right.refusal();
    if (const auto good = judge_password(ask.changed); !good) return good.refusal();
    if (ask.changed == ask.current) return Refusal(refused::password_not_new);
    account.password = desk_.hash(ask.changed);
    account.mailed_password.reset();
    desk_.accounts.save(account);
    desk_.sign_out_others(turn, account.id, DeviceId::parse(asker.device));
    desk_.post(turn, account, Subject::password_changed, {{"link", desk_.link("/forgotten")}});
    return wire::Json::object();
}

Credentials::Answer Credentials::change_email(Turn& turn, const Asker& asker, const ChangeEmail& ask) {
    const auto account = desk_.may_change(asker);
    if (!account) return account.refusal();
    if (const auto right = desk_.check_current(turn, *account, ask.current); !right) return right.refusal();
    const auto& whose = account->id.text();
    if (const auto may = desk_.within(kNewAddresses, whose, turn.machine_now()); !may) return may.refusal();
    const auto email = parse_email(ask.email);
    if (!email) return email.refusal();
    desk_.access.count_attempt(kNewAddresses, whose, turn.machine_now());
    const NewEmail wish{
        .account = account->id, .email = *email, .usable_until = turn.now() + kNewEmailUsable};
    desk_.accounts.set_new_email(wish);
    desk_.access.write_later({.cause = "new_email", .about = whose});
    return wire::Json{{"usable_until", to_text(wish.usable_until)}};
}

/// To the address of another account goes a word that somebody tried, and no code ever comes back from there.
void Credentials::write_confirmation(Turn& turn, const std::string& account_text) {
    const auto account = desk_.accounts.find(AccountId::parse(account_text).value_or(AccountId{}));
    if (!account) return;
    const auto wish = desk_.accounts.new_email(account->id);
    if (!wish) return;
    const auto other = desk_.accounts.by_email(wish->email.key);
    if (other && other->id != account->id)
        return desk_.post(turn, *other, Subject::address_known, {{"link", desk_.link("/sign-in")}});
    const auto code = fresh_code(turn);
    desk_.accounts.set_code(*wish, runtime::digest(plain(code)));
    auto to_new = *account;
    to_new.email = wish->email;
    desk_.post(turn, to_new, Subject::confirm_email,
               {{"code", code},
                {"link", desk_.link("/confirm/" + code)},
                {"usable_until", to_text(wish->usable_until)}});
}

Credentials::Answer Credentials::confirm_email(Turn& turn, const Asker& asker, const ConfirmEmail& ask) {
    auto found = desk_.may_change(asker);
    if (!found) return found.refusal();
    auto account = std::move(found).value();
    const auto machine_now = turn.machine_now();
    const auto& whose = account.id.text();
    if (const auto may = desk_.within(kActivationsByClient, whose, machine_now); !may) return may.refusal();
    const auto wish = desk_.accounts.new_email(account.id);
    const bool right =
        wish && desk_.accounts.is_code_of_new_email(account.id, runtime::digest(plain(ask.code)));
    const auto other = right ? desk_.accounts.by_email(wish->email.key) : std::nullopt;
    if (!right || (other && other->id != account.id)) {
        desk_.access.count_attempt(kActivationsByClient, whose, machine_now);
        return Refusal(refused::code_not_valid);
    }
    const std::map<std::string, std::string> facts{{"email", wish->email.text},
                                                   {"link", desk_.link("/forgotten")}};
    // A letter of its own: the one to the new address does not replace it.
    desk_.post(turn, account, Subject::email_changed, facts, turn.fresh_id<LetterId>());
    account.email = wish->email;
    desk_.accounts.save(account);
    desk_.accounts.remove_new_email(account.id);
    sign_ups_.remove_those_of(turn, account.email.key);
    desk_.sign_out_others(turn, account.id, DeviceId::parse(asker.device));
    desk_.post(turn, account, Subject::email_changed, facts);
    return wire::Json::object();
}

void Credentials::on_due(Turn& turn) {
    for (const auto& account : desk_.accounts.new_emails_ending_at(turn.now()))
        desk_.accounts.remove_new_email(account);
}

}  // namespace traction::accounts
