/// Those who hold an account in the simulated world, and what they do with it: sign in and out, change
/// password and e-mail address, forget the password, ask for too many cars, leave and return. Rules A4, A6,
/// A7, A9, A10, G1.
#pragma once

#include <functional>

#include "tests/simulation/town.hpp"

namespace traction::simulation {

class Holders {
   public:
    struct Hooks {
        /// The app is signed in: its owner may do as he likes; or it is not any more.
        std::function<void(const std::string& account, bool in)> app_signed_in;
        /// Whether the broker was told of all rights that ended.
        std::function<bool()> broker_knows;
        std::function<Admission(const std::string& token)> judge;
    };
    Holders(Town& town, Hooks hooks) : town_(town), hooks_(std::move(hooks)) {}

    /// Whose account was just activated.
    void welcome(Person& person);
    /// The broker takes the token of this program no more.
    void on_refused(const std::string& client);

   private:
    using Then = std::function<void()>;
    using SignInEnds = std::function<void(const wire::Answer&)>;

    // sign_ins.cpp
    void sign_in(Person& person, const std::string& device, Then then);
    void ask_to_sign_in(Person& person, const std::string& device, const std::string& password,
                        SignInEnds ends);
    void let_in(Person& person, const std::string& device, const wire::Answer& answer, Then then);
    void choose_password(Person& person, const std::string& device, Then then);
    void signed_out(Person& person, const std::string& device);
    template <class Body>
    void end_on_phone(Person& person, const Body& ask, Then then);
    void ended_on_phone(Person& person);
    void signed_out_elsewhere(Person& person, const std::string& device);
    void try_ended_token(const std::string& token);
    void sign_in_again(Person& person, const std::string& device);

    void plan_next(Person& person);
    void do_something(Person& person);
    void done(Person& person) { person.busy = false; }
    void sign_out_and_in(Person& person);
    void use_laptop(Person& person);
    void change_email(Person& person);
    void confirm_email(Person& person, const std::string& email);
    void forget_password(Person& person);
    void use_new_password(Person& person);
    void try_old_password(Person& person, const std::string& old);
    void sign_up_again(Person& person);
    void ask_for_many_cars(Person& person);
    void tell_of_himself(Person& person);

    // leaving.cpp
    void leave(Person& person);
    void uninstall(Person& person);
    void plan_return(Person& person);
    void come_back(Person& person);
    void find_everything(Person& person);
    void judge_missing(const Person& person, const std::set<std::string>& missing, Timestamp asked_at);

    Town& town_;
    Hooks hooks_;
    int words_ = 0;  ///< passwords that were thought of
};

}  // namespace traction::simulation
