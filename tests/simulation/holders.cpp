#include "tests/simulation/holders.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using wire::accounts::Door;
using wire::letters::Subject;

namespace {

constexpr std::chrono::hours kMatterEvery{30};
constexpr std::chrono::minutes kLooksAgainAfter{20};
constexpr int kCodeGroups = 4;
constexpr int kWishedCars = 11;
/// East and west of what the cloud takes for granted, with and without summer time.
const std::vector<std::string> kZones{"Europe/Paris", "Indian/Reunion", "Atlantic/Azores", "America/New_York",
                                      "Pacific/Auckland"};

}  // namespace

/// Who came by the store's door has the app a little later.
void Holders::welcome(Person& person) {
    const auto settle = [this, &person] { plan_next(person); };
    if (person.door == Door::app) return sign_in(person, kPhone, settle);
    sign_in(person, kLaptop, [this, &person, settle] {
        town_.watcher.holder(person.account).store_member = true;
        const auto delay = town_.dice.about(person.stays ? Milliseconds{5min} : Milliseconds{12h});
        town_.later(delay, [this, &person, settle] { sign_in(person, kPhone, settle); });
    });
}

void Holders::plan_next(Person& person) {
    town_.later(town_.dice.about(kMatterEvery), [this, &person] {
        if (town_.resting) return;
        if (!person.has_left && !std::exchange(person.busy, true)) do_something(person);
        plan_next(person);
    });
}

void Holders::do_something(Person& person) {
    const auto what = town_.dice.below(100);
    if (what < 14) return sign_out_and_in(person);
    if (what < 34) return use_laptop(person);
    if (what < 44) return choose_password(person, kPhone, [this, &person] { done(person); });
    if (what < 54) return change_email(person);
    if (what < 64) return forget_password(person);
    if (what < 70) return sign_up_again(person);
    if (what < 80) return ask_for_many_cars(person);
    if (what < 86 || person.stays) return tell_of_himself(person);
    leave(person);
}

void Holders::sign_out_and_in(Person& person) {
    end_on_phone(person, wire::accounts::SignOut{}, [this, &person] {
        town_.later(town_.dice.about(1h),
                    [this, &person] { sign_in(person, kPhone, [this, &person] { done(person); }); });
    });
}

/// Signs in there; or ends it from the phone.
void Holders::use_laptop(Person& person) {
    if (!person.tokens.contains(kLaptop)) return sign_in(person, kLaptop, [this, &person] { done(person); });
    const wire::accounts::EndDevice ask{*DeviceId::parse(kLaptop)};
    town_.holder_asks(person, kPhone, "accounts", ask, [this, &person](const wire::Answer& answer) {
        if (answer.done && person.tokens.contains(kLaptop)) signed_out(person, kLaptop);
        done(person);
    });
}

void Holders::change_email(Person& person) {
    const auto email = fmt::format("{}{}@traction.example", person.word, ++words_);
    const wire::accounts::ChangeEmail ask{.current = person.password, .email = email};
    town_.watcher.expect_letter(email, Subject::confirm_email);
    town_.holder_asks(person, kPhone, "accounts", ask, [this, &person, email](const wire::Answer& answer) {
        if (!answer.done) return done(person);
        town_.later(kLooksAgainAfter, [this, &person, email] { confirm_email(person, email); });
    });
}

/// What comes too late is asked for another time.
void Holders::confirm_email(Person& person, const std::string& email) {
    const auto letter = town_.read_mail(email, Subject::confirm_email);
    if (!letter) return done(person);
    for (const auto& address : {person.email, email})
        town_.watcher.expect_letter(address, Subject::email_changed);
    const wire::accounts::ConfirmEmail ask{grouped_word(*letter, kCodeGroups).value_or("")};
    town_.holder_asks(person, kPhone, "accounts", ask, [this, &person, email](const wire::Answer& answer) {
        if (answer.done) {
            person.email = email;
            signed_out_elsewhere(person, kPhone);
        } else {
            town_.watcher.complain("A6: a new address cannot be confirmed: " + answer.body.dump(), town_.now);
        }
        done(person);
    });
}

/// Some remember the old one after all: a stranger's request would lock nobody out. Rule A7.
void Holders::forget_password(Person& person) {
    town_.watcher.expect_letter(person.email, Subject::new_password);
    const wire::accounts::ForgotPassword ask{person.email};
    town_.guest_asks(person, ask, [this, &person](const wire::Answer&) {
        if (town_.dice.chance(0.3)) return sign_in(person, kPhone, [this, &person] { done(person); });
        town_.later(kLooksAgainAfter, [this, &person] { use_new_password(person); });
    });
}

void Holders::use_new_password(Person& person) {
    const auto letter = town_.read_mail(person.email, Subject::new_password);
    if (!letter) return done(person);
    const auto old = person.password;
    const auto mailed = grouped_word(*letter, kCodeGroups).value_or("");
    person.other_password = mailed;
    ask_to_sign_in(person, kPhone, mailed, [=, this, &person](const wire::Answer& answer) {
        person.other_password.clear();
        // Refused: an earlier letter, for a later one has replaced what it brings.
        person.password = answer.done ? mailed : old;
        if (!answer.done) return done(person);
        if (person.tokens.contains(kLaptop)) signed_out(person, kLaptop);
        try_old_password(person, old);
        let_in(person, kPhone, answer, [this, &person] { done(person); });
    });
}

/// It stopped when the new one was first used. Rule A7.
void Holders::try_old_password(Person& person, const std::string& old) {
    ask_to_sign_in(person, kPhone, old, [this](const wire::Answer& answer) {
        if (answer.done) town_.watcher.complain("A7: the old password still opens", town_.now);
    });
}

/// The answer is as for anybody, and a letter says the rest. Rule A2.
void Holders::sign_up_again(Person& person) {
    const wire::accounts::SignUp ask{.door = Door::app,
                                     .platform = wire::accounts::Platform::smartphone,
                                     .email = person.email,
                                     .vin = person.vin,
                                     .plate = {},
                                     .password = {},
                                     .language = {}};
    town_.watcher.expect_letter(person.email, Subject::address_known);
    town_.guest_asks(person, ask, [this, &person](const wire::Answer& answer) {
        if (!answer.done)
            town_.watcher.complain("A2: a known address shows: " + answer.body.dump(), town_.now);
        done(person);
    });
}

/// More than an account may hold (G1), and most of them are removed again.
void Holders::ask_for_many_cars(Person& person) {
    for (int car = 0; car < kWishedCars; ++car) {
        const auto vin = *Vin::parse(fmt::format("VR3UHZKXZLT2{:03}{:02}", person.number, car));
        town_.holder_asks(person, kPhone, "garage", wire::garage::Add{vin});
        if (!town_.dice.chance(0.8)) continue;
        town_.later(town_.dice.about(2h), [this, &person, vin] {
            town_.holder_asks(person, kPhone, "garage", wire::garage::Remove{vin});
        });
    }
    done(person);
}

void Holders::tell_of_himself(Person& person) {
    wire::accounts::Update ask;
    ask.name = person.word + "name";
    ask.postal_address = person.word + "street";
    ask.zone = Zone::parse(town_.dice.one_of(kZones));
    town_.holder_asks(person, kPhone, "accounts", ask, [this, &person](const auto&) { done(person); });
}

}  // namespace traction::simulation
