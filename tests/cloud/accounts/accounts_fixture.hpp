/// The worker `accounts`, the people who talk to it, and the letters that they get.
#pragma once

#include <doctest/doctest.h>

#include "cloud/accounts/accounts_worker.hpp"
#include "tests/support/cheap_passwords.hpp"
#include "tests/support/one_worker.hpp"
#include "tests/support/plain_tokens.hpp"

namespace traction::accounts {

using namespace wire::accounts;
using std::chrono::days;
using test::OneWorker;
using wire::Json;
using wire::access::Role;

inline constexpr Timestamp kStart{Milliseconds{1'800'000'000'000}};  // 2027-01-15T08:00:00Z
inline const Vin kCar = Vin::parse("VF1AG000164316834").value();
inline const std::string kAda = "ada@example.org";
inline const std::string kPassword = "correct horse battery";
inline const std::string kOtherPassword = "staple staple staple";

inline DeviceId device_named(const std::string& name) {
    return *DeviceId::parse(name);
}
inline SignUp store_sign_up(const std::string& email = kAda, const std::string& password = kPassword) {
    return {.door = Door::store, .platform = Platform::web, .email = email, .password = password};
}
inline SignUp app_sign_up(const std::string& email = kAda) {
    return {.door = Door::app, .platform = Platform::smartphone, .email = email, .vin = kCar};
}
inline wire::contracts::ContractEvent contract_of(const std::string& account) {
    return {.contract = *ContractId::parse("c1"),
            .vin = kCar,
            .account = *AccountId::parse(account),
            .day = Zone::standard().day_of(kStart)};
}

struct Fixture {
    test::CheapPasswords passwords;
    test::PlainTokens tokens;
    OneWorker worker{worker_kind({&passwords, &tokens, "https://traction.example"}), kStart};

    /// The letters since the last look.
    std::vector<Json> letters() { return of_kind(wire::letters::Letter::kKind); }
    /// The letters that were taken back after they had left.
    std::vector<Json> taken_back() { return of_kind(wire::letters::Withdraw::kKind); }
    std::vector<Json> of_kind(std::string_view kind) {
        auto found = worker.sent(wire::letter_stream("accounts"));
        std::erase_if(found, [&](const Json& body) { return body.at("kind") != kind; });
        return found;
    }
    Json only_letter(const std::string& subject) {
        const auto found = letters();
        REQUIRE(found.size() == 1);
        CHECK(found[0].at("subject") == subject);
        return found[0];
    }
    template <class Ask>
    OneWorker::Answered guest(const Ask& ask, const std::string& client = "guest-1") {
        auto answered = worker.guest_asks(client, ask);
        worker.advance(Milliseconds{0});  // the turn in which letters are written
        return answered;
    }
    /// As `owner_asks` of OneWorker, which asks from the device "phone".
    template <class Ask>
    OneWorker::Answered ada(const Ask& ask) {
        auto answered = worker.owner_asks(account, ask);
        worker.advance(Milliseconds{0});
        return answered;
    }
    OneWorker::Answered signs_in(const std::string& password = kPassword, const std::string& device = "phone",
                                 Door door = Door::app, const std::string& sign_in = kAda,
                                 const std::string& client = "guest-1") {
        return guest(SignIn{sign_in, password, device_named(device), door}, client);
    }
    std::string code_of_letter() { return only_letter("activation").at("facts").at("code"); }

    /// Ada has an account that she opened in the store, and is signed in on her phone.
    void ada_has_account(Door door = Door::app) {
        REQUIRE(guest(store_sign_up()).done);
        REQUIRE(guest(Activate{code_of_letter()}).done);
        const auto answer = signs_in(kPassword, "phone", door);
        REQUIRE(answer.done);
        account = answer.body.at("account");
        letters();
        rights();
    }
    /// What the broker was told since the last look.
    std::vector<Json> rights() { return worker.sent(wire::access_stream("accounts")); }
    std::vector<std::string> devices_ended() {
        std::vector<std::string> names;
        for (const auto& body : rights()) {
            if (body.at("kind") == "tokens_void") names.push_back(body.value("device", "all"));
        }
        return names;
    }
    std::int64_t rows(const std::string& table) {
        const auto count = worker.database().prepare("SELECT count(*) FROM " + table);
        return *ports::first_row(*count, [](const auto& row) { return row.integer(0); });
    }

    std::string account;
};

}  // namespace traction::accounts
