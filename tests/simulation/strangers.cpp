#include "tests/simulation/strangers.hpp"

#include <fmt/format.h>

namespace traction::simulation {

using namespace std::chrono_literals;
using wire::accounts::Activate;
using wire::accounts::Door;
using wire::accounts::Platform;
using wire::accounts::SignUp;
using wire::letters::Language;
using wire::letters::Subject;

namespace {

constexpr std::chrono::days kUsable{20};
constexpr std::chrono::hours kAnswerTakes{3};  ///< at most, when it is lost again and again
constexpr std::chrono::hours kOneComesEvery{36};
constexpr std::chrono::minutes kLooksAgainAfter{20};
constexpr int kCodeGroups = 4;
constexpr int kSignInIdGroups = 3;

}  // namespace

Person& Strangers::add(bool stays) {
    const auto number = static_cast<int>(town_.people.size()) + 1;
    auto& person = town_.people.emplace_back();
    person.number = number;
    person.stays = stays;
    person.word = fmt::format("person{}-", number);
    person.door = town_.dice.chance(0.6) ? Door::app : Door::store;
    person.vin = *Vin::parse(fmt::format("VR3UHZKXZLT1{:05}", number));
    person.email = fmt::format("{}a@traction.example", person.word);
    town_.apps.install(person.guest(), {wire::topic(wire::TopicKind::guest_answer, {person.guest()})}, "",
                       town_.now);
    return person;
}

void Strangers::arrive(int who_stay) {
    for (int i = 0; i < who_stay; ++i) sign_up(add(true));
    expect_another();
}

void Strangers::expect_another() {
    town_.later(town_.dice.about(kOneComesEvery), [this] {
        if (town_.resting) return;
        sign_up(add(false));
        expect_another();
    });
}

/// Some choose a password; at the store's door all do, and some knock with the smartphone first.
void Strangers::sign_up(Person& person) {
    if (person.door == Door::store || town_.dice.chance(0.5)) person.password = person.word + "first-word";
    person.mails_before_sign_up = town_.mailbox.begun().size();
    const bool on_phone = person.door == Door::app || town_.dice.chance(0.3);
    ask_to_sign_up(person, on_phone ? Platform::smartphone : Platform::web);
}

void Strangers::ask_to_sign_up(Person& person, Platform platform) {
    SignUp ask{.door = person.door,
               .platform = platform,
               .email = person.email,
               .vin = person.vin,
               .plate = person.word + "42",
               .password = {},
               .language = town_.dice.chance(0.5) ? Language::english : Language::french};
    if (!person.password.empty()) ask.password = person.password;
    town_.watcher.expect_letter(person.email, Subject::activation);
    town_.guest_asks(person, ask, [this, &person, platform](const wire::Answer& answer) {
        const bool wrong_door = person.door == Door::store && platform == Platform::smartphone;
        if (wrong_door != (refusal_of(answer) == "store_is_on_the_web"))
            town_.watcher.complain("A5: a membership was asked for on the smartphone", town_.now);
        if (wrong_door) return ask_to_sign_up(person, Platform::web);
        if (!answer.done) return town_.watcher.complain("A1: " + answer.body.dump(), town_.now);
        const auto until = parse_timestamp(answer.body.at("usable_until").get<std::string>()).value();
        const auto left = until - town_.now;
        if (left > kUsable || left < kUsable - kAnswerTakes)
            town_.watcher.complain("A2: a sign-up is good until " + to_text(until), town_.now);
        plan_activation(person, until);
    });
}

/// In time, soon or at leisure; too late; never.
void Strangers::plan_activation(Person& person, Timestamp usable_until) {
    auto& dice = town_.dice;
    const auto left = usable_until - town_.now;
    const auto try_at = [&](Milliseconds delay) {
        town_.later(delay, [this, &person, usable_until] { activate(person, usable_until); });
    };
    if (person.stays) return try_at(dice.about(5min));
    const auto draw = dice.fraction();
    if (draw < 0.4) return try_at(dice.about(1h));
    if (draw < 0.55) return try_at(dice.between(1h, left - 24h));
    miss(person, usable_until);
    if (draw < 0.8) try_at(left + dice.about(30min));
}

/// The same address can sign up afresh. Rule A2.
void Strangers::miss(Person& person, Timestamp usable_until) {
    town_.later(usable_until + 24h - town_.now, [this, &person] {
        hooks_.should_be_gone(person);
        if (!town_.resting && town_.dice.chance(0.7)) sign_up(person);
    });
}

void Strangers::activate(Person& person, Timestamp usable_until) {
    const auto letter = town_.read_mail(person.email, Subject::activation, person.mails_before_sign_up);
    const auto code = letter ? grouped_word(*letter, kCodeGroups) : std::nullopt;
    const auto again = [this, &person, usable_until] { activate(person, usable_until); };
    if (!code && town_.now > usable_until) return;  // the letter came too late to be sent
    if (!code) return town_.later(kLooksAgainAfter, again);
    town_.watcher.expect_letter(person.email, Subject::activated);
    town_.guest_asks(person, Activate{*code}, [this, &person, usable_until](const wire::Answer& answer) {
        judge_activation(person, answer, usable_until);
    });
}

/// The code is good for 20 days, to the minute. Rule A2.
void Strangers::judge_activation(Person& person, const wire::Answer& answer, Timestamp usable_until) {
    const bool in_time = town_.now < usable_until;
    const auto refusal = refusal_of(answer);
    if (in_time && !answer.done)
        town_.watcher.complain("A2: a code is refused in time: " + refusal, town_.now);
    if (!in_time && answer.done) town_.watcher.complain("A2: a code is good after 20 days", town_.now);
    if (answer.done) read_letter(person, answer.body.at("password_mailed"));
}

void Strangers::read_letter(Person& person, bool password_mailed) {
    const auto letter = town_.read_mail(person.email, Subject::activated);
    if (!letter)
        return town_.later(kLooksAgainAfter, [=, this, &person] { read_letter(person, password_mailed); });
    person.sign_in_id = grouped_word(*letter, kSignInIdGroups).value_or("");
    const auto password = grouped_word(*letter, kCodeGroups);
    if (password_mailed != password.has_value() || person.sign_in_id.empty())
        return town_.watcher.complain("A3: the second letter lacks something", town_.now);
    if (password) person.password = *password;
    hooks_.activated(person);
}

}  // namespace traction::simulation
