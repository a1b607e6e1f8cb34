#include "tests/cloud/accounts/accounts_fixture.hpp"

namespace traction::accounts {

TEST_CASE("A1, A2: signing up is answered at once, and a letter brings the code") {
    Fixture f;
    const auto answer = f.guest(store_sign_up());
    REQUIRE(answer.done);
    CHECK(answer.body.at("usable_until") == to_text(kStart + days{20}));
    const auto letter = f.only_letter("activation");
    CHECK(letter.at("to") == kAda);
    const std::string code = letter.at("facts").at("code");
    CHECK(code.size() == 19);
    CHECK(letter.at("facts").at("link") == "https://traction.example/#/activate/" + code);
    CHECK(letter.at("facts").at("usable_until") == to_text(kStart + days{20}));
}

TEST_CASE("A2: a known address is answered alike, by the same work, and the person is written to") {
    Fixture f;
    const auto unknown = f.guest(store_sign_up());
    REQUIRE(f.guest(Activate{f.code_of_letter()}).done);
    f.letters();
    const auto rows_before = f.rows("account");
    const auto known = f.guest(store_sign_up("ADA@example.org", "another password"), "guest-2");
    CHECK(known.body == unknown.body);
    f.only_letter("address_known");
    CHECK(f.rows("sign_up") == 0);
    CHECK(f.rows("account") == rows_before);
    CHECK(f.signs_in().done);
}

TEST_CASE("A2: when the answer leaves, nobody has looked whether the address is known") {
    Fixture f;
    f.ada_has_account();
    for (const auto& email : {kAda, std::string("bob@example.org")}) {
        f.worker.guest_asks("guest-2", store_sign_up(email));
        CHECK(f.letters().empty());
        CHECK(f.rows("unwritten_letter") == 1);
        CHECK_FALSE(f.worker.life().settled(f.worker.now()));
        f.worker.advance(Milliseconds{0});
        CHECK(f.letters().size() == 1);
        CHECK(f.worker.life().settled(f.worker.now()));
    }
}

TEST_CASE("A2: a crash between the answer and the letter loses no letter") {
    Fixture f;
    f.worker.guest_asks("guest-1", store_sign_up());
    f.worker.crash();
    f.only_letter("activation");
}

TEST_CASE("A2: the code works until the last instant of 20 days, once, in any spelling") {
    Fixture f;
    f.guest(store_sign_up());
    auto code = f.code_of_letter();
    for (auto& c : code) c = static_cast<char>(std::toupper(c));
    f.worker.advance(days{20} - Milliseconds{1});
    CHECK(f.guest(Activate{" " + plain(code)}).done);
    CHECK(f.guest(Activate{code}, "guest-2").refused == "code_not_valid");
}

TEST_CASE("A2: who does not activate is gone without a trace, and the address is free") {
    Fixture f;
    f.worker.acknowledge(false);
    for (int i = 0; i < 10; ++i) {  // the letters behind the first ones cannot leave yet
        f.guest(store_sign_up("person" + std::to_string(i) + "@example.org"), "guest-" + std::to_string(i));
    }
    f.worker.acknowledge(true);
    f.worker.advance(days{20});
    f.letters();
    CHECK(f.rows("sign_up") == 0);
    CHECK(f.rows("attempt") == 0);
    CHECK(f.rows("outbox WHERE body LIKE '%person%' AND number IS NULL") == 0);
    CHECK(f.guest(store_sign_up("person1@example.org")).done);
    CHECK(f.guest(Activate{f.code_of_letter()}).done);
}

TEST_CASE("A2: a letter that has not left is taken back with the sign-up") {
    Fixture f;
    f.worker.acknowledge(false);
    for (int i = 0; i < 12; ++i)
        f.guest(store_sign_up("p" + std::to_string(i) + "@example.org"), "guest-" + std::to_string(i));
    CHECK(f.rows("outbox WHERE stream LIKE 'letter%' AND number IS NULL") == 4);
    f.worker.advance(days{20});
    CHECK(f.rows("outbox WHERE number IS NULL AND CAST(body AS TEXT) LIKE '%@%'") == 0);
}

TEST_CASE("A3: the second letter brings the sign-in ID, and a password where none was chosen") {
    Fixture f;
    f.guest(app_sign_up());
    const auto activated = f.guest(Activate{f.code_of_letter()});
    CHECK(activated.body == Json{{"password_mailed", true}});
    const auto letter = f.only_letter("activated");
    const std::string password = letter.at("facts").at("password");
    const std::string sign_in_id = letter.at("facts").at("sign_in_id");
    const auto answer = f.signs_in(password, "phone", Door::app, sign_in_id);
    REQUIRE(answer.done);
    CHECK(answer.body.at("must_change_password") == true);

    Fixture chosen;
    chosen.guest(store_sign_up());
    CHECK(chosen.guest(Activate{chosen.code_of_letter()}).body == Json{{"password_mailed", false}});
    CHECK_FALSE(chosen.only_letter("activated").at("facts").contains("password"));
}

TEST_CASE("A3: a password that came by mail is changed before anything else, and within the hour") {
    Fixture f;
    f.guest(app_sign_up());
    f.guest(Activate{f.code_of_letter()});
    const std::string password = f.only_letter("activated").at("facts").at("password");
    f.account = f.signs_in(password).body.at("account");
    CHECK(f.ada(Update{.name = "Ada"}).refused == "password_must_be_changed");
    CHECK(f.ada(RenewToken{}).refused == "password_must_be_changed");
    CHECK(f.ada(Show{}).body.at("must_change_password") == true);
    CHECK(f.ada(ChangePassword{password, password}).refused == "password_not_new");
    CHECK(f.ada(ChangePassword{password, kPassword}).done);
    CHECK(f.ada(RenewToken{}).done);
    CHECK(f.signs_in(password).refused == "sign_in_refused");
}

TEST_CASE("A1: with activation the others hear of the account and of the car that was named") {
    Fixture f;
    f.guest(app_sign_up());
    CHECK(f.worker.emitted<AccountActivated>().empty());
    f.guest(Activate{f.code_of_letter()});
    const auto events = f.worker.emitted<AccountActivated>();
    REQUIRE(events.size() == 1);
    CHECK(events[0].vin == kCar);
}

TEST_CASE("A1: of two sign-ups with one address, the one whose letter is answered becomes the account") {
    Fixture f;
    f.guest(store_sign_up(kAda, "a stranger's password"), "stranger");
    f.letters();
    f.guest(store_sign_up());
    CHECK(f.guest(Activate{f.code_of_letter()}).done);
    CHECK(f.rows("sign_up") == 0);
    CHECK(f.signs_in("a stranger's password").refused == "sign_in_refused");
    CHECK(f.signs_in().done);
}

TEST_CASE("A5: the store is not opened from a smartphone, and the answer says where it is") {
    Fixture f;
    auto ask = store_sign_up();
    ask.platform = Platform::smartphone;
    const auto answer = f.guest(ask);
    CHECK(answer.refused == "store_is_on_the_web");
    CHECK(answer.fact("address") == "https://traction.example");
    CHECK(f.rows("sign_up") == 0);

    Fixture member;
    member.guest(app_sign_up());
    member.guest(Activate{member.code_of_letter()});
    const std::string password = member.only_letter("activated").at("facts").at("password");
    member.account = member.signs_in(password).body.at("account");
    member.ada(ChangePassword{password, kPassword});
    CHECK(member.ada(OpenStore{Platform::smartphone}).fact("address") == "https://traction.example");
    CHECK(member.ada(Show{}).body.at("store_member") == false);
    CHECK(member.ada(OpenStore{Platform::web}).done);
    CHECK(member.ada(Show{}).body.at("store_member") == true);
}

TEST_CASE("A7: sign-ups are limited for an address and for a client, and the limit passes") {
    Fixture f;
    for (int i = 0; i < 3; ++i) CHECK(f.guest(store_sign_up(), "guest-" + std::to_string(i)).done);
    const auto refused = f.guest(store_sign_up(), "guest-9");
    CHECK(refused.refused == "too_many_attempts");
    CHECK(refused.fact("again_at") == to_text(kStart + std::chrono::seconds{1}));
    f.worker.advance(std::chrono::seconds{1});
    CHECK(f.guest(store_sign_up(), "guest-9").done);
    for (int i = 0; i < 5; ++i) f.guest(store_sign_up(std::to_string(i) + "@example.org"), "busy");
    CHECK(f.guest(store_sign_up("6@example.org"), "busy").refused == "too_many_attempts");
    f.worker.advance(std::chrono::minutes{15});
    CHECK(f.rows("attempt") == 0);
}

TEST_CASE("asks: of passwords and tokens nothing is remembered but Argon2id's text") {
    Fixture f;
    f.ada_has_account();
    f.ada(ChangePassword{kPassword, "staple staple"});
    f.worker.operator_asks("olga", AddStaff{{Role::desk, *StaffName::parse("marie")}});
    CHECK(f.rows("remembered_answer WHERE answer LIKE '%token%' OR answer LIKE '%password\"%'") == 0);
    CHECK(f.rows("account WHERE password = 'cheap:staple staple'") == 1);
}

}  // namespace traction::accounts
