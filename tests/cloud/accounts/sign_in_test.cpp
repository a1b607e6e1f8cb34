#include "tests/cloud/accounts/accounts_fixture.hpp"

namespace traction::accounts {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST_CASE("A4: the same credentials open both doors, with a token of an hour at most") {
    Fixture f;
    f.ada_has_account();
    const auto app = f.signs_in(kPassword, "phone", Door::app);
    const auto store = f.signs_in(kPassword, "laptop", Door::store, " ADA@example.org");
    CHECK(app.body.at("account") == store.body.at("account"));
    CHECK(app.body.at("token") == "owner " + f.account + " phone " + to_text(f.worker.now()));
    CHECK(app.body.at("expires_at") == to_text(f.worker.now() + hours{1}));
    CHECK(app.body.at("must_change_password") == false);
}

TEST_CASE("A7: an unknown address costs the same work and gets the same answer as a wrong password") {
    Fixture f;
    f.ada_has_account();
    const auto work_of = [&](const std::string& sign_in) {
        const auto before = f.passwords.compared;
        const auto answer = f.signs_in("wrong", "phone-2", Door::app, sign_in);
        return std::pair(f.passwords.compared - before, answer.body);
    };
    const auto wrong = work_of(kAda);
    CHECK(wrong.first == 1);
    CHECK(wrong == work_of("nobody@example.org"));
    CHECK(wrong == work_of("no address at all"));
    CHECK(wrong.second.at("code") == "sign_in_refused");
}

TEST_CASE("A7: attempts are limited for a name, known or not, and no right password passes meanwhile") {
    Fixture f;
    f.ada_has_account();
    for (const auto& name : {kAda, std::string("nobody@example.org")}) {
        CAPTURE(name);
        for (int i = 0; i < 5; ++i)
            CHECK(f.signs_in("wrong", "strange", Door::app, name, "c" + std::to_string(i)).refused ==
                  "sign_in_refused");
        CHECK(f.signs_in(kPassword, "strange", Door::app, name, "c9").refused == "too_many_attempts");
    }
}

TEST_CASE(
    "A7: whoever attacks, the person comes in on a device of hers, by her sign-in ID, and soon anyway") {
    Fixture f;
    f.ada_has_account();
    const std::string sign_in_id = f.ada(Show{}).body.at("sign_in_id");
    const auto attack = [&] {
        for (int i = 0; i < 40; ++i) {
            f.worker.advance(minutes{5});
            f.signs_in("wrong", "strange", Door::app, kAda, "attacker-" + std::to_string(i));
        }
    };
    attack();
    CHECK(f.signs_in(kPassword, "new-phone", Door::app, kAda, "ada").refused == "too_many_attempts");
    CHECK(f.signs_in(kPassword, "phone", Door::app, kAda, "ada").done);
    CHECK(f.signs_in(kPassword, "new-phone", Door::app, sign_in_id, "ada").done);
    f.worker.advance(minutes{5});
    CHECK(f.signs_in(kPassword, "other-phone", Door::app, kAda, "ada").done);
}

TEST_CASE("A7: attempts that are refused for their number do not make the wait longer") {
    Fixture f;
    f.ada_has_account();
    for (int i = 0; i < 5; ++i) f.signs_in("wrong", "strange");
    for (int i = 0; i < 100; ++i) f.signs_in("wrong", "strange", Door::app, kAda, "c" + std::to_string(i));
    f.worker.advance(seconds{1});
    CHECK(f.signs_in(kPassword, "strange").done);
}

TEST_CASE("A6: devices are listed, and each can be ended by itself") {
    Fixture f;
    f.ada_has_account();
    f.signs_in(kPassword, "laptop", Door::store);
    f.rights();
    const auto devices = f.ada(Devices{}).body.at("devices");
    REQUIRE(devices.size() == 2);
    CHECK(devices[0].at("device") == "laptop");
    CHECK(devices[0].at("door") == "store");
    CHECK(devices[0].at("this") == false);
    CHECK(devices[1].at("this") == true);
    CHECK(f.ada(EndDevice{device_named("watch")}).refused == "device_unknown");
    CHECK(f.ada(EndDevice{device_named("laptop")}).done);
    CHECK(f.devices_ended() == std::vector<std::string>{"laptop"});
    CHECK(f.ada(Devices{}).body.at("devices").size() == 1);
}

TEST_CASE("A6: what a device asks after its end is refused, whatever token it shows") {
    Fixture f;
    f.ada_has_account();
    CHECK(f.ada(RenewToken{}).done);
    CHECK(f.ada(SignOut{}).done);
    CHECK(f.devices_ended() == std::vector<std::string>{"phone"});
    CHECK(f.ada(RenewToken{}).refused == "signed_out");
    CHECK(f.ada(SignOut{}).refused == "signed_out");
    CHECK(f.ada(Devices{}).refused == "signed_out");
    CHECK(f.ada(EndDevice{device_named("phone")}).refused == "signed_out");
    CHECK(f.ada(ChangePassword{kPassword, "staple staple"}).refused == "signed_out");
    CHECK(f.ada(ChangeEmail{kPassword, "a@b.org"}).refused == "signed_out");
    CHECK(f.ada(ConfirmEmail{"x"}).refused == "signed_out");
    CHECK(f.ada(Show{}).refused == "signed_out");
    CHECK(f.ada(Update{.name = "Eve"}).refused == "signed_out");
    CHECK(f.ada(OpenStore{Platform::web}).refused == "signed_out");
    CHECK(f.ada(LeaveStore{}).refused == "signed_out");
    CHECK(f.ada(UninstallApp{}).refused == "signed_out");
    CHECK(f.ada(Export{}).refused == "signed_out");
}

TEST_CASE("A6: a sign-in in the second in which the device was ended gives a token that is good") {
    Fixture f;
    f.ada_has_account();
    f.worker.advance(Milliseconds{300});
    f.ada(SignOut{});
    const auto rights = f.rights();
    REQUIRE(rights.size() == 1);
    const auto issued_before = parse_timestamp(std::string(rights[0].at("issued_before"))).value();
    REQUIRE(f.signs_in().done);
    CHECK(f.tokens.issued.back().issued >= issued_before);
    CHECK(f.tokens.issued.front().issued < issued_before);
}

TEST_CASE("A6: a broker that began anew hears of all tokens that can still be shown, and of no others") {
    Fixture f;
    f.ada_has_account();
    f.ada(SignOut{});
    f.worker.advance(minutes{30});
    f.signs_in(kPassword, "laptop");
    f.signs_in();
    f.ada(EndDevice{device_named("laptop")});
    f.rights();
    const auto broker_forgets = [&] {
        f.worker.acknowledge(false);
        const auto topic = wire::ack_topic(wire::access_stream("accounts"), "");
        f.worker.hears_message(topic, wire::write_acknowledgement({}));
        f.worker.advance(runtime::kProbeEvery);
        f.worker.hears_message(topic, wire::write_acknowledgement({}));
        f.worker.acknowledge(true);
        f.worker.advance(runtime::kLongestRetry);
        return f.devices_ended();
    };
    CHECK(broker_forgets() == std::vector<std::string>{"phone", "laptop"});
    f.worker.advance(minutes{30});
    CHECK(broker_forgets() == std::vector<std::string>{"laptop"});
    f.worker.advance(minutes{60});
    CHECK(broker_forgets().empty());
    CHECK(f.rows("void_token") == 0);
}

TEST_CASE("H1: staff sign in by name with the password that an operator was told once") {
    Fixture f;
    const AddStaff marie{{Role::desk, *StaffName::parse("marie")}};
    const auto added = f.worker.operator_asks("olga", marie);
    REQUIRE(added.done);
    CHECK(f.worker.repeats_last_ask().refused == "staff_name_taken");
    const std::string password = added.body.at("password");
    const auto signs_in = [&](Role role, const std::string& with) {
        return f.guest(StaffSignIn{role, marie.name, with});
    };
    CHECK(signs_in(Role::desk, password).body.at("token") == "desk marie  " + to_text(f.worker.now()));
    CHECK(signs_in(Role::operators, password).refused == "sign_in_refused");
    CHECK(signs_in(Role::desk, "wrong").refused == "sign_in_refused");
    for (int i = 0; i < 4; ++i) signs_in(Role::desk, "wrong");
    CHECK(signs_in(Role::desk, password).refused == "too_many_attempts");
    f.worker.advance(minutes{5});
    CHECK(signs_in(Role::desk, password).done);
}

TEST_CASE("H1: who leaves the staff is out at once, but an operator remains") {
    Fixture f;
    f.rights();
    const StaffName marie = *StaffName::parse("marie");
    f.worker.operator_asks("olga", AddStaff{{Role::operators, marie}});
    CHECK(f.worker.operator_asks("olga", EndStaff{{Role::operators, marie}}).refused ==
          "last_operator_stays");
    CHECK(f.worker.operator_asks("olga", EndStaff{{Role::desk, marie}}).refused == "staff_unknown");
    f.worker.operator_asks("olga", AddStaff{{Role::desk, marie}});
    CHECK(f.worker.operator_asks("olga", EndStaff{{Role::desk, marie}}).done);
    const auto rights = f.rights();
    REQUIRE(rights.size() == 1);
    CHECK(rights[0].at("role") == "desk");
    CHECK(rights[0].at("name") == "marie");
}

TEST_CASE("H1: staff renew their tokens in their own role, and who has left gets no further hour") {
    Fixture f;
    const StaffName marie = *StaffName::parse("marie");
    f.worker.operator_asks("olga", AddStaff{{Role::desk, marie}});
    f.worker.advance(minutes{50});
    const auto renewed = f.worker.desk_asks("marie", RenewToken{});
    CHECK(renewed.body == Json{{"role", "desk"},
                               {"name", "marie"},
                               {"token", "desk marie  " + to_text(f.worker.now())},
                               {"expires_at", to_text(f.worker.now() + hours{1})}});
    CHECK(f.worker.operator_asks("marie", RenewToken{}).refused == "signed_out");
    CHECK(f.worker.desk_asks("olga", RenewToken{}).refused == "signed_out");
    f.worker.operator_asks("olga", EndStaff{{Role::desk, marie}});
    CHECK(f.worker.desk_asks("marie", RenewToken{}).refused == "signed_out");
    CHECK(f.rows("remembered_answer WHERE answer LIKE '%token%'") == 0);
}

TEST_CASE("H1: the first operator is made once, and nobody has a password before") {
    Fixture f;
    test::SeededRandomness randomness(3);
    const auto password = add_first_operator(f.worker.database(), randomness);
    REQUIRE(password);
    CHECK_FALSE(add_first_operator(f.worker.database(), randomness));
    CHECK(f.guest(StaffSignIn{Role::operators, *StaffName::parse("first"), *password}).done);
}

TEST_CASE("H1: the help desk finds an account by its address, sign-in ID or id, and the look is noted") {
    Fixture f;
    f.ada_has_account();
    const auto profile = f.ada(Show{}).body;
    CHECK(f.worker.desk_asks("marie", Find{.sign_in = "ADA@example.org"}).body == profile);
    CHECK(f.worker.desk_asks("marie", Find{.sign_in = profile.at("sign_in_id")}).body == profile);
    CHECK(f.worker.desk_asks("marie", Find{.account = AccountId::parse(f.account)}).body == profile);
    CHECK(f.worker.desk_asks("marie", Find{.sign_in = "nobody@example.org"}).refused == "account_unknown");
    CHECK(f.worker.desk_asks("marie", Find{}).refused == "account_unknown");
    CHECK(f.rows("audit WHERE about LIKE '%" + f.account + "%'") == 3);
    CHECK(f.rows("audit WHERE about LIKE '%example.org%'") == 0);
}

}  // namespace traction::accounts
