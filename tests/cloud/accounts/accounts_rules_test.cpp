#include "cloud/accounts/accounts_rules.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

namespace traction::accounts {
namespace {

using namespace wire::accounts;
const Vin kCar = Vin::parse("VF1AG000164316834").value();

Timestamp at(const char* text) {
    return parse_timestamp(text).value();
}

}  // namespace

TEST_CASE("A1: what is an e-mail address, and that no header can be broken with one") {
    struct Row {
        std::string text;
        bool good;
    };
    const std::vector<Row> rows{
        {"ada@example.org", true},
        {" ada@example.org ", true},
        {"Ada.Lovelace+cars@mail.example.co.uk", true},
        {"o'brien@example.org", true},
        {"", false},
        {"ada", false},
        {"@example.org", false},
        {"ada@", false},
        {"ada@example", false},
        {"ada@.example.org", false},
        {"ada@example..org", false},
        {"ada@example.org.", false},
        {"ada@b@example.org", false},
        {"ada lovelace@example.org", false},
        {"ada@example.org\r\nBcc: all@example.org", false},
        {"ada\n@example.org", false},
        {std::string("ada\0@example.org", 16), false},
        {"ada@example.org,bob@example.org", false},
        {"<ada@example.org>", false},
        {"\"ada\"@example.org", false},
        {"ad\xC3\xA4@example.org", false},
        {std::string(65, 'a') + "@example.org", false},
        {"a@" + std::string(250, 'b') + ".org", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(parse_email(row.text).ok() == row.good);
    }
    CHECK(parse_email(" Ada@Example.ORG")->text == "Ada@Example.ORG");
    CHECK(parse_email(" Ada@Example.ORG")->key == "ada@example.org");
}

TEST_CASE("A2: codes are typed in any case, with and without dashes") {
    CHECK(grouped("abcdefghijklmnopqrstuvwxyz", kCodeLetters) == "abcd-efgh-ijkl-mnop");
    CHECK(plain("ABCD efgh-ijklMNOP ") == "abcdefghijklmnop");
}

TEST_CASE("A1, A5: who can sign up") {
    struct Row {
        const char* what;
        SignUp ask;
        std::string_view refused;
    };
    const SignUp app{
        .door = Door::app, .platform = Platform::smartphone, .email = "ada@example.org", .vin = kCar};
    const SignUp store{.door = Door::store,
                       .platform = Platform::web,
                       .email = "ada@example.org",
                       .password = "correct horse battery"};
    const auto with = [](SignUp ask, auto change) {
        change(ask);
        return ask;
    };
    const std::vector<Row> rows{
        {"the app's, on a smartphone", app, ""},
        {"the app's, on the web", with(app, [](auto& ask) { ask.platform = Platform::web; }), ""},
        {"the store's, without a car", store, ""},
        {"the app's without a car", with(app, [](auto& ask) { ask.vin.reset(); }), "vin_required"},
        {"the store's without a password", with(store, [](auto& ask) { ask.password.reset(); }),
         "password_required"},
        {"nine characters", with(store, [](auto& ask) { ask.password = "123456789"; }), "password_too_short"},
        {"five characters of two bytes",
         with(store, [](auto& ask) { ask.password = "\u00e9\u00e9\u00e9\u00e9\u00e9"; }),
         "password_too_short"},
        {"ten characters", with(store, [](auto& ask) { ask.password = "1234567890"; }), ""},
        {"the app's, with a short one", with(app, [](auto& ask) { ask.password = "short"; }),
         "password_too_short"},
        {"the store's, on a smartphone", with(store, [](auto& ask) { ask.platform = Platform::smartphone; }),
         "store_is_on_the_web"},
        {"no address", with(app, [](auto& ask) { ask.email = "ada"; }), "email_not_valid"},
        {"a plate of two lines", with(app, [](auto& ask) { ask.plate = "AB\n123"; }), "text_not_valid"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto email = judge_sign_up(row.ask, "https://traction.example");
        CHECK((email ? "" : email.refusal().code.name) == row.refused);
    }
}

TEST_CASE("A10: when a profile is erased") {
    const auto paris = Zone::standard();
    struct Row {
        const char* what;
        Holding holding;
        const char* erased_at;  ///< empty: it is held
    };
    const std::vector<Row> rows{
        {"the app is there", {}, ""},
        {"uninstalled", {.app_left_at = at("2027-01-15T08:00:30.500Z")}, "2027-03-15T08:00:30.500Z"},
        {"on New Year's Eve: the month's end",
         {.app_left_at = at("2026-12-31T08:00:00Z")},
         "2027-02-28T08:00:00.000Z"},
        {"over a clock change: the same time of day",
         {.app_left_at = at("2027-02-15T08:00:00Z")},
         "2027-04-15T07:00:00.000Z"},
        {"a member of the store", {.app_left_at = at("2027-01-15T08:00:00Z"), .store_member = true}, ""},
        {"a contract runs", {.app_left_at = at("2027-01-15T08:00:00Z"), .contract_runs = true}, ""},
        {"two months after the store was left",
         {.app_left_at = at("2027-01-15T08:00:00Z"), .store_left_at = at("2027-05-01T10:00:00Z")},
         "2027-07-01T10:00:00.000Z"},
        {"two months after the last contract",
         {.app_left_at = at("2027-01-15T08:00:00Z"),
          .store_left_at = at("2027-05-01T10:00:00Z"),
          .contract_ended_at = at("2027-06-01T22:00:00Z")},
         "2027-08-01T22:00:00.000Z"},
        {"the store left before the app",
         {.app_left_at = at("2027-01-15T08:00:00Z"), .store_left_at = at("2026-05-01T10:00:00Z")},
         "2027-03-15T08:00:00.000Z"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        const auto when = erased_at(row.holding, paris);
        CHECK((when ? to_text(*when) : "") == row.erased_at);
    }
}

TEST_CASE("A7: attempts wait longer and longer, but never more than five minutes") {
    const Timestamp last = at("2027-01-15T08:00:00Z");
    struct Row {
        int count;
        std::int64_t wait_s;
    };
    for (const auto& row : {Row{1, 0}, Row{4, 0}, Row{5, 1}, Row{6, 2}, Row{7, 4}, Row{13, 256}, Row{14, 300},
                            Row{1'000'000, 300}}) {
        CAPTURE(row.count);
        CHECK(next_attempt_at(kSignInsByName, row.count, last) == last + std::chrono::seconds{row.wait_s});
    }
}

TEST_CASE("A6: a token issued in the second in which others became void is good, and those are not") {
    const auto now = at("2027-01-15T08:00:00.900Z");
    const auto earlier = claims_of(wire::access::Role::owner, "ada", "phone", now, kEarliest);
    CHECK(earlier.issued < void_before(now));
    const auto later = claims_of(wire::access::Role::owner, "ada", "phone", now, void_before(now));
    CHECK_FALSE(later.issued < void_before(now));
    CHECK(later.expires - later.issued <= ports::kLongestToken);
    CHECK(later.role == "owner");
}

}  // namespace traction::accounts
