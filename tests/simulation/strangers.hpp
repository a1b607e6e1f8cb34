/// Newcomers of the simulated world: they sign up at both doors, and activate their account in time, too
/// late, or never. Rules A1 to A3, A5.
#pragma once

#include <functional>

#include "tests/simulation/town.hpp"

namespace traction::simulation {

class Strangers {
   public:
    struct Hooks {
        /// The account is active, and the letter with the sign-in ID has come.
        std::function<void(Person&)> activated;
        /// A day after the end of a sign-up that was not activated.
        std::function<void(const Person&)> should_be_gone;
    };
    Strangers(Town& town, Hooks hooks) : town_(town), hooks_(std::move(hooks)) {}

    /// Those who are there from the first day and stay, and then one after another.
    void arrive(int who_stay);

   private:
    Person& add(bool stays);
    void expect_another();
    void sign_up(Person& person);
    void ask_to_sign_up(Person& person, wire::accounts::Platform platform);
    void plan_activation(Person& person, Timestamp usable_until);
    void activate(Person& person, Timestamp usable_until);
    void judge_activation(Person& person, const wire::Answer& answer, Timestamp usable_until);
    void read_letter(Person& person, bool password_mailed);
    void miss(Person& person, Timestamp usable_until);

    Town& town_;
    Hooks hooks_;
};

}  // namespace traction::simulation
