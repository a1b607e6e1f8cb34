/// How holders of accounts leave the store and the app, and return. Rules A9, A10.
#include <algorithm>

#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/garage.hpp"
#include "tests/simulation/holders.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::days kSurelyKept{55};
constexpr std::chrono::days kSurelyOver{66};
constexpr std::chrono::hours kNewsTakes{2};

}  // namespace

/// Most members leave the store first: else it holds their profile.
void Holders::leave(Person& person) {
    auto& holder = town_.watcher.holder(person.account);
    if (!holder.store_member || town_.dice.chance(0.2)) return uninstall(person);
    town_.holder_asks(person, kPhone, "accounts", wire::accounts::LeaveStore{},
                      [this, &person, &holder](const wire::Answer& answer) {
                          if (!answer.done) town_.watcher.complain("A9: " + answer.body.dump(), town_.now);
                          holder.store_member = false;
                          holder.store_left_at = town_.now;
                          uninstall(person);
                      });
}

void Holders::uninstall(Person& person) {
    person.has_left = true;
    hooks_.app_signed_in(person.account, false);
    end_on_phone(person, wire::accounts::UninstallApp{}, [this, &person] { plan_return(person); });
}

/// In time, after it, or never.
void Holders::plan_return(Person& person) {
    const auto draw = town_.dice.fraction();
    if (draw < 0.4) return;
    const auto delay =
        draw < 0.7 ? town_.dice.between(1h, kSurelyKept) : town_.dice.between(kSurelyOver, 100 * 24h);
    town_.later(delay, [this, &person] { come_back(person); });
}

/// The door is open exactly as long as the account is there. Rule A10.
void Holders::come_back(Person& person) {
    ask_to_sign_in(person, kPhone, person.password, [this, &person](const wire::Answer& answer) {
        const bool erased = town_.watcher.holder(person.account).erased_at.has_value();
        if (answer.done == erased)
            town_.watcher.complain(
                erased ? "A10: an erased account opens" : "A10: a return in time is refused", town_.now);
        if (!answer.done) return;
        person.has_left = false;
        let_in(person, kPhone, answer, [this, &person] { find_everything(person); });
    });
}

/// His profile as it was, and each car that nobody has taken out of his garage since.
void Holders::find_everything(Person& person) {
    const auto profile = [this, &person](const wire::Answer& answer) {
        if (answer.done && answer.body.at("email") == person.email) return;
        town_.watcher.complain("A10: who returns does not find his profile", town_.now);
    };
    town_.holder_asks(person, kPhone, "accounts", wire::accounts::Show{}, profile);
    const auto before = town_.watcher.holder(person.account).garage;
    const auto asked_at = town_.now;
    const auto garage = [this, &person, before, asked_at](const wire::Answer& answer) {
        auto missing = before;
        if (answer.done) {
            for (const auto& vehicle : answer.body.at("vehicles")) missing.erase(vehicle.at("vin"));
        }
        // That a car was taken out may be told a little later.
        town_.later(kNewsTakes, [=, this, &person] { judge_missing(person, missing, asked_at); });
    };
    town_.holder_asks(person, kPhone, "garage", wire::garage::List{}, garage);
    done(person);
}

void Holders::judge_missing(const Person& person, const std::set<std::string>& missing, Timestamp asked_at) {
    const auto& removed = town_.watcher.holder(person.account).removed_at;
    for (const auto& vin : missing) {
        const auto gone = removed.find(vin);
        if (gone != removed.end() && gone->second >= asked_at - kNewsTakes) continue;
        town_.watcher.complain("A10: who returns does not find his car " + vin, town_.now);
    }
}

}  // namespace traction::simulation
