/// Where people of the simulated world live: who they are, what they mean to do when, and their letter box.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/domain/vin.hpp"
#include "shared/wire/messages/accounts.hpp"
#include "tests/simulation/account_watcher.hpp"
#include "tests/simulation/apps.hpp"
#include "tests/simulation/dice.hpp"
#include "tests/support/mailbox.hpp"

namespace traction::simulation {

inline const std::string kPhone = "phone";    ///< the device with the app
inline const std::string kLaptop = "laptop";  ///< the device with the store

/// The program on a device, as `Apps` knows it.
inline std::string client_of(const std::string& account, const std::string& device) {
    return account + ":" + device;
}

/// Somebody, and what he knows of his account.
struct Person {
    int number = 0;
    bool stays = false;  ///< never leaves
    wire::accounts::Door door{};
    std::string word;        ///< stands in everything personal that he tells, and in nothing else
    std::optional<Vin> vin;  ///< of the car that he names when he signs up; nobody else has it
    std::string email;
    std::size_t mails_before_sign_up = 0;  ///< that were begun: what they bring is of no use any more
    std::string password;
    std::string other_password;  ///< holds instead, where an answer has not told yet
    // Once he has signed in:
    std::string account;
    std::string sign_in_id;
    std::map<std::string, std::string> tokens;  ///< of each device on which he is signed in
    bool busy = false;                          ///< with a matter of his account
    bool has_left = false;                      ///< the app
    std::function<void()> once_signed_out;      ///< on the phone, where he has asked for it

    std::string guest() const { return "guest-" + std::to_string(number); }
    std::string client(const std::string& device) const { return client_of(account, device); }
};

struct Town {
    Apps& apps;
    Dice& dice;
    const test::Mailbox& mailbox;
    AccountWatcher& watcher;
    std::deque<Person> people{};  ///< references to them stay good
    bool resting = false;         ///< nobody begins anything more
    Timestamp now{};              ///< of the act under way
    std::multimap<Timestamp, std::function<void()>> plans{};

    void later(Milliseconds delay, std::function<void()> plan) {
        plans.emplace(now + delay, std::move(plan));
    }
    /// What stands in the newest mail of this subject to the address, decoded; nothing when there is none but
    /// among the `first` mails.
    std::optional<std::string> read_mail(const std::string& address, wire::letters::Subject subject,
                                         std::size_t first = 0) const;
    template <class Body>
    void guest_asks(const Person& person, const Body& body, Apps::Answered answered) {
        apps.ask(person.guest(),
                 wire::topic(wire::TopicKind::guest_ask, {person.guest(), "accounts", Body::kVerb}),
                 body.json(), std::move(answered));
    }
    template <class Body>
    void ask(const std::string& account, const std::string& device, std::string_view worker, const Body& body,
             Apps::Answered answered = {}) {
        apps.ask(client_of(account, device),
                 wire::topic(wire::TopicKind::owner_ask, {account, device, worker, Body::kVerb}), body.json(),
                 std::move(answered));
    }
    template <class Body>
    void holder_asks(const Person& person, const std::string& device, std::string_view worker,
                     const Body& body, Apps::Answered answered = {}) {
        ask(person.account, device, worker, body, std::move(answered));
    }
};

/// The first word "abcd-efgh-…" of so many groups of four in a text.
std::optional<std::string> grouped_word(const std::string& text, int groups);
/// The code of a refusal; empty when it was done.
std::string refusal_of(const wire::Answer& answer);

}  // namespace traction::simulation
