/// How holders of accounts get in, and that they are out when they are.
#include <fmt/format.h>

#include "shared/wire/messages/accounts_owner.hpp"
#include "tests/simulation/holders.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using wire::TopicKind;
using wire::accounts::Door;
using wire::accounts::SignedIn;
using wire::accounts::SignIn;
using wire::letters::Subject;

void Holders::ask_to_sign_in(Person& person, const std::string& device, const std::string& password,
                             SignInEnds ends) {
    town_.guest_asks(person,
                     SignIn{.sign_in = person.sign_in_id,
                            .password = password,
                            .device = *DeviceId::parse(device),
                            .door = device == kPhone ? Door::app : Door::store},
                     std::move(ends));
}

/// With the password that he knows; where a change was not answered, with the one before or after it. He may
/// have learned another while this one was under way.
void Holders::sign_in(Person& person, const std::string& device, Then then) {
    const auto tried = person.password;
    ask_to_sign_in(person, device, tried, [=, this, &person](const wire::Answer& answer) {
        if (answer.done) return let_in(person, device, answer, then);
        if (person.password == tried) {
            if (person.other_password.empty())
                return town_.watcher.complain("A4: a right password is refused: " + answer.body.dump(),
                                              town_.now);
            std::swap(person.password, person.other_password);
        }
        sign_in(person, device, then);
    });
}

void Holders::let_in(Person& person, const std::string& device, const wire::Answer& answer, Then then) {
    const auto signed_in = wire::read_message<SignedIn>(answer.body, wire::UnknownFields::refused).value();
    person.account = signed_in.account.text();
    person.tokens[device] = signed_in.token;
    town_.apps.install(person.client(device),
                       {wire::topic(TopicKind::owner_answer, {person.account, device}),
                        wire::topic(TopicKind::notification, {person.account}),
                        wire::filter(TopicKind::command_step, {person.account, "+"}),
                        wire::filter(TopicKind::vehicle_view, {person.account, "+"})},
                       signed_in.token, town_.now);
    if (device == kPhone && !person.has_left) {
        town_.watcher.holder(person.account).app_left_at.reset();
        hooks_.app_signed_in(person.account, true);
    }
    if (!signed_in.must_change_password) return then ? then() : void();
    // Signed in twice at once, he chooses once, and comes back when he knows what.
    if (person.other_password.empty()) return choose_password(person, device, std::move(then));
    town_.later(town_.dice.about(1min), [=, this, &person] { sign_in(person, device, then); });
}

/// The others are signed out. Rule A6.
void Holders::choose_password(Person& person, const std::string& device, Then then) {
    const auto chosen = fmt::format("{}word-{}", person.word, ++words_);
    const wire::accounts::ChangePassword ask{.current = person.password, .changed = chosen};
    person.other_password = chosen;
    town_.watcher.expect_letter(person.email, Subject::password_changed);
    town_.holder_asks(person, device, "accounts", ask, [=, this, &person](const wire::Answer& answer) {
        person.other_password.clear();
        if (!answer.done)
            return town_.watcher.complain("A6: a password cannot be changed: " + answer.body.dump(),
                                          town_.now);
        person.password = chosen;
        signed_out_elsewhere(person, device);
        if (then) then();
    });
}

void Holders::signed_out_elsewhere(Person& person, const std::string& device) {
    const auto& other = device == kPhone ? kLaptop : kPhone;
    if (person.tokens.contains(other)) signed_out(person, other);
}

/// He keeps the token and tries it again, before it expires.
void Holders::signed_out(Person& person, const std::string& device) {
    const auto token = person.tokens.at(device);
    person.tokens.erase(device);
    town_.apps.uninstall(person.client(device), town_.now);
    if (device == kPhone) hooks_.app_signed_in(person.account, false);
    if (!token.empty()) town_.later(town_.dice.about(10min), [this, token] { try_ended_token(token); });
}

/// The broker may end the session before the answer comes, which is as good as the answer.
template <class Body>
void Holders::end_on_phone(Person& person, const Body& ask, Then then) {
    person.once_signed_out = std::move(then);
    town_.holder_asks(person, kPhone, "accounts", ask, [this, &person](const wire::Answer& answer) {
        if (!answer.done) town_.watcher.complain("A6: " + answer.body.dump(), town_.now);
        ended_on_phone(person);
    });
}
template void Holders::end_on_phone(Person&, const wire::accounts::SignOut&, Then);
template void Holders::end_on_phone(Person&, const wire::accounts::UninstallApp&, Then);

void Holders::ended_on_phone(Person& person) {
    const auto then = std::exchange(person.once_signed_out, nullptr);
    if (!then) return;
    signed_out(person, kPhone);
    then();
}

/// A6: a token that was ended opens nothing.
void Holders::try_ended_token(const std::string& token) {
    if (hooks_.judge(token) == Admission::admitted && hooks_.broker_knows())
        town_.watcher.complain("A6: an ended token still opens: " + token, town_.now);
}

/// It has expired while the broker was gone, or was ended: he signs in again.
void Holders::on_refused(const std::string& client) {
    for (auto& person : town_.people) {
        for (auto& [device, token] : person.tokens) {
            if (person.client(device) != client) continue;
            if (device == kPhone && person.once_signed_out)
                return town_.later(Milliseconds{0}, [this, &person] { ended_on_phone(person); });
            if (std::exchange(token, "").empty()) return;
            town_.later(town_.dice.about(1min),
                        [this, &person, device = device] { sign_in_again(person, device); });
        }
    }
}

/// On the laptop not before he knows whether he is signed out there by what he is doing on the phone.
void Holders::sign_in_again(Person& person, const std::string& device) {
    const auto token = person.tokens.find(device);
    if (token == person.tokens.end() || !token->second.empty()) return;
    if (device == kPhone || !person.busy) return sign_in(person, device, {});
    town_.later(town_.dice.about(5min), [this, &person, device] { sign_in_again(person, device); });
}

}  // namespace traction::simulation
