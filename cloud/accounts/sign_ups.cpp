#include "cloud/accounts/sign_ups.hpp"

#include "shared/runtime/digest.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

using wire::accounts::Door;
using wire::letters::Language;
using wire::letters::Subject;

SignUps::Answer SignUps::sign_up(Turn& turn, const Asker& asker, const wire::accounts::SignUp& ask) {
    const auto now = turn.machine_now();
    const auto email = judge_sign_up(ask, desk_.web());
    if (const auto may = desk_.within(kSignUpsByClient, asker.name, now); !may) return may.refusal();
    if (!email) return email.refusal();
    if (const auto may = desk_.within(kSignUpsByAddress, email->key, now); !may) return may.refusal();
    desk_.access.count_attempt(kSignUpsByClient, asker.name, now);
    desk_.access.count_attempt(kSignUpsByAddress, email->key, now);
    PendingSignUp sign_up{.id = turn.fresh_id<AccountId>().text(),
                          .email = *email,
                          .password = {},
                          .vin = ask.vin,
                          .plate = ask.plate.value_or(""),
                          .language = ask.language.value_or(Language::english),
                          .store_member = ask.door == Door::store,
                          .usable_until = turn.now() + kActivationUsable};
    if (ask.password) sign_up.password = desk_.hash(*ask.password);
    desk_.accounts.add(sign_up);
    desk_.access.write_later({.cause = "sign_up", .about = sign_up.id});
    return wire::Json{{"usable_until", to_text(sign_up.usable_until)}};
}

void SignUps::write_letter(Turn& turn, const std::string& id) {
    const auto sign_up = desk_.accounts.sign_up(id);
    if (!sign_up) return;
    if (const auto account = desk_.accounts.by_email(sign_up->email.key)) {
        desk_.accounts.remove_sign_up(id);
        return desk_.post(turn, *account, Subject::address_known, {{"link", desk_.link("/sign-in")}});
    }
    const auto code = fresh_code(turn);
    desk_.accounts.set_code(*sign_up, runtime::digest(plain(code)));
    desk_.letters.post(turn, {.about = id, .to = sign_up->email.text, .language = sign_up->language},
                       Subject::activation,
                       {{"code", code},
                        {"link", desk_.link("/activate/" + code)},
                        {"usable_until", to_text(sign_up->usable_until)}});
}

SignUps::Answer SignUps::activate(Turn& turn, const Asker& asker, const wire::accounts::Activate& ask) {
    const auto machine_now = turn.machine_now();
    if (const auto may = desk_.within(kActivationsByClient, asker.name, machine_now); !may)
        return may.refusal();
    const auto sign_up = desk_.accounts.sign_up_by_code(runtime::digest(plain(ask.code)));
    if (!sign_up) {
        desk_.access.count_attempt(kActivationsByClient, asker.name, machine_now);
        return Refusal(wire::refused::code_not_valid);
    }
    Account account{.id = turn.fresh_id<AccountId>(),
                    .sign_in_id = fresh_sign_in_id(turn),
                    .email = sign_up->email,
                    .password = sign_up->password,
                    .plate = sign_up->plate,
                    .language = sign_up->language,
                    .store_member = sign_up->store_member,
                    .since = turn.now()};
    std::map<std::string, std::string> facts{{"sign_in_id", grouped(account.sign_in_id, kSignInIdLetters)},
                                             {"link", desk_.link("/sign-in")}};
    if (!account.password) {
        facts["password"] = fresh_code(turn);
        account.mailed_password = runtime::digest(facts["password"]);
    }
    desk_.accounts.add(account);
    desk_.letters.forget(sign_up->id);
    remove_those_of(turn, account.email.key);
    desk_.post(turn, account, Subject::activated, std::move(facts));
    turn.emit(wire::accounts::AccountActivated{.account = account.id, .vin = sign_up->vin});
    if (account.language != wire::letters::Language::english)
        turn.emit(wire::accounts::WordsChosen{
            .account = account.id, .language = account.language, .distance_unit = account.distance_unit});
    return wire::Json{{"password_mailed", account.must_change_password()}};
}

std::string SignUps::fresh_sign_in_id(Turn& turn) {
    while (true) {
        auto id = turn.fresh_id<AccountId>().text().substr(0, kSignInIdLetters);
        if (!desk_.accounts.by_sign_in_id(id)) return id;
    }
}

void SignUps::on_due(Turn& turn) {
    for (const auto& sign_up : desk_.accounts.sign_ups_ending_at(turn.now())) remove(turn, sign_up);
}

void SignUps::remove_those_of(Turn& turn, const std::string& email_key) {
    for (const auto& sign_up : desk_.accounts.sign_ups_of(email_key)) remove(turn, sign_up);
}

void SignUps::remove(Turn& turn, const PendingSignUp& sign_up) {
    desk_.accounts.remove_sign_up(sign_up.id);
    desk_.letters.take_back(turn, sign_up.id);
}

}  // namespace traction::accounts
