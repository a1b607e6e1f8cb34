#include "tests/cloud/accounts/accounts_fixture.hpp"
#include "tests/support/agreement.hpp"

namespace traction::accounts {

using wire::contracts::ContractActivated;
using wire::contracts::EndReason;
using wire::contracts::TeardownDone;
using wire::garage::OwnershipEnded;
using wire::garage::PeriodEnd;

TEST_CASE("A4: what is changed through one door is there at the other at once") {
    Fixture f;
    f.ada_has_account();
    const auto changed = f.ada(Update{.name = "Ada Lovelace",
                                      .postal_address = "12 St James's Square\nLondon",
                                      .language = wire::letters::Language::french,
                                      .zone = Zone::parse("Europe/London"),
                                      .distance_unit = DistanceUnit::mi});
    CHECK(changed.body.at("changed").size() == 5);
    CHECK(f.ada(Update{.name = "Ada Lovelace"}).body.at("changed").empty());
    const auto profile = f.ada(Show{}).body;
    CHECK(profile.at("name") == "Ada Lovelace");
    CHECK(profile.at("zone") == "Europe/London");
    CHECK(profile.at("distance_unit") == "mi");
    CHECK(test::Agreement::get().faults_of_schema("accounts.Profile", profile).empty());
    f.ada(Update{.name = "", .postal_address = {}});
    CHECK(f.ada(Show{}).body.at("name") == "");
}

TEST_CASE("A4: what cannot be a profile is refused, and nothing of it is taken") {
    Fixture f;
    f.ada_has_account();
    const auto before = f.ada(Show{}).body;
    CHECK(f.ada(Update{.name = "Ada\r\nBcc: all"}).fact("path") == "/body/name");
    CHECK(f.ada(Update{.name = "Ada", .postal_address = "1\x07"}).fact("path") == "/body/postal_address");
    CHECK(f.ada(Show{}).body == before);
}

TEST_CASE("A6: another password needs the current one, and ends the other sign-ins") {
    Fixture f;
    f.ada_has_account();
    f.signs_in(kPassword, "laptop");
    f.signs_in(kPassword, "tablet", Door::store);
    f.rights();
    CHECK(f.ada(ChangePassword{"wrong", kOtherPassword}).refused == "password_wrong");
    CHECK(f.ada(ChangePassword{kPassword, "short"}).refused == "password_too_short");
    CHECK(f.devices_ended().empty());
    CHECK(f.ada(ChangePassword{kPassword, kOtherPassword}).done);
    CHECK(f.devices_ended() == std::vector<std::string>{"laptop", "tablet"});
    CHECK(f.only_letter("password_changed").at("to") == kAda);
    CHECK(f.ada(RenewToken{}).done);
    CHECK(f.signs_in().refused == "sign_in_refused");
    CHECK(f.signs_in(kOtherPassword).done);
}

TEST_CASE("A6: a wrong current password is limited, too") {
    Fixture f;
    f.ada_has_account();
    for (int i = 0; i < 5; ++i) f.ada(ChangePassword{"wrong", kOtherPassword});
    CHECK(f.ada(ChangePassword{kPassword, kOtherPassword}).refused == "too_many_attempts");
    CHECK(f.ada(ChangeEmail{kPassword, "ada@example.com"}).refused == "too_many_attempts");
    f.worker.advance(std::chrono::seconds{1});
    CHECK(f.ada(ChangePassword{kPassword, kOtherPassword}).done);
}

TEST_CASE("A6: another address is in force once its code has come back; both addresses are written to") {
    Fixture f;
    f.ada_has_account();
    f.signs_in(kPassword, "laptop");
    f.rights();
    CHECK(f.ada(ChangeEmail{"wrong", "ada@example.com"}).refused == "password_wrong");
    CHECK(f.ada(ChangeEmail{kPassword, "ada"}).refused == "email_not_valid");
    REQUIRE(f.ada(ChangeEmail{kPassword, "ada@example.com"}).done);
    const auto letter = f.only_letter("confirm_email");
    CHECK(letter.at("to") == "ada@example.com");
    CHECK(f.ada(Show{}).body.at("email") == kAda);
    CHECK(f.ada(Show{}).body.at("new_email") == "ada@example.com");
    CHECK(f.ada(ConfirmEmail{"abcd-efgh-ijkl-mnop"}).refused == "code_not_valid");
    CHECK(f.devices_ended().empty());
    REQUIRE(f.ada(ConfirmEmail{letter.at("facts").at("code")}).done);
    CHECK(f.devices_ended() == std::vector<std::string>{"laptop"});
    const auto told = f.letters();
    REQUIRE(told.size() == 2);
    CHECK(told[0].at("to") == kAda);
    CHECK(told[1].at("to") == "ada@example.com");
    CHECK(f.signs_in(kPassword, "phone", Door::app, "ada@example.com").done);
    CHECK(f.signs_in().refused == "sign_in_refused");
}

TEST_CASE("A6: whether the new address has an account cannot be told by who asks for it") {
    Fixture f;
    f.ada_has_account();
    f.guest(store_sign_up("bob@example.org"));
    f.guest(Activate{f.code_of_letter()});
    f.letters();
    const auto known = f.ada(ChangeEmail{kPassword, "bob@example.org"});
    CHECK(f.only_letter("address_known").at("to") == "bob@example.org");
    const auto profile = f.ada(Show{}).body;
    const auto unknown = f.ada(ChangeEmail{kPassword, "carol@example.org"});
    CHECK(known.body == unknown.body);
    auto as_unknown = profile;
    as_unknown["new_email"] = "carol@example.org";
    CHECK(f.ada(Show{}).body == as_unknown);
}

TEST_CASE("A6: an address that is not confirmed in time is forgotten") {
    Fixture f;
    f.ada_has_account();
    f.ada(ChangeEmail{kPassword, "ada@example.com"});
    const std::string code = f.only_letter("confirm_email").at("facts").at("code");
    f.worker.advance(days{2});
    CHECK(f.rows("new_email") == 0);
    CHECK(f.ada(ConfirmEmail{code}).refused == "code_not_valid");
}

TEST_CASE("A4, C1: the other workers hear of another time zone, when it changes") {
    Fixture f;
    f.ada_has_account();
    const auto told = [&] {
        std::vector<std::string> zones;
        for (const auto& event : f.worker.emitted<ZoneChosen>()) zones.push_back(event.zone.name());
        return zones;
    };
    f.ada(Update{.zone = Zone::standard()});
    CHECK(told().empty());
    f.ada(Update{.zone = Zone::parse("Indian/Reunion")});
    f.ada(Update{.name = "Ada", .zone = Zone::parse("Indian/Reunion")});
    f.ada(Update{.zone = Zone::parse("Europe/London")});
    CHECK(told() == std::vector<std::string>{"Indian/Reunion", "Europe/London"});
}

TEST_CASE("A4, N1: the other workers hear of another language or unit, when it changes") {
    Fixture f;
    f.ada_has_account();
    f.ada(Update{.name = "Ada", .language = Language::english});
    CHECK(f.worker.emitted<WordsChosen>().empty());
    f.ada(Update{.language = Language::french});
    f.ada(Update{.language = Language::french, .distance_unit = DistanceUnit::mi});
    f.ada(Update{.zone = Zone::parse("Indian/Reunion")});
    const auto told = f.worker.emitted<WordsChosen>();
    REQUIRE(told.size() == 2);
    CHECK(told[0].language == Language::french);
    CHECK(told[0].distance_unit == DistanceUnit::km);
    CHECK(told[1].language == Language::french);
    CHECK(told[1].distance_unit == DistanceUnit::mi);
}

TEST_CASE("A1, N1: the language of the sign-up is told when the account begins") {
    Fixture f;
    auto sign_up = store_sign_up();
    sign_up.language = Language::french;
    f.guest(sign_up);
    const std::string code = f.only_letter("activation").at("facts").at("code");
    f.guest(Activate{.code = code});
    const auto told = f.worker.emitted<WordsChosen>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].language == Language::french);
    CHECK(told[0].account == f.worker.emitted<AccountActivated>().at(0).account);
}

TEST_CASE("S6, A9: the store hears whether a member wants offers, when it changes; leaving takes it back") {
    Fixture f;
    f.ada_has_account();
    const auto told = [&] {
        std::vector<bool> wishes;
        for (const auto& event : f.worker.emitted<OffersWished>()) wishes.push_back(event.wished);
        return wishes;
    };
    CHECK(f.ada(Show{}).body.at("offers") == false);
    CHECK(f.ada(Update{.offers = true}).body.at("changed") == Json{"offers"});
    f.ada(Update{.name = "Ada", .offers = true});
    CHECK(told() == std::vector{true});
    f.ada(LeaveStore{});
    CHECK(f.ada(Show{}).body.at("offers") == true);
    CHECK(told() == std::vector{false});
    f.ada(Update{.offers = false});
    f.ada(Update{.offers = true});
    CHECK(told().empty());
    f.ada(OpenStore{Platform::web});
    CHECK(told() == std::vector{true});
}

TEST_CASE("A7: a new password by mail; the old one stops when the new one is first used") {
    Fixture f;
    f.ada_has_account();
    CHECK(f.guest(ForgotPassword{kAda}).body == Json::object());
    const std::string mailed = f.only_letter("new_password").at("facts").at("password");
    CHECK(f.signs_in().done);
    f.signs_in(kPassword, "laptop");
    f.rights();
    const auto answer = f.signs_in(mailed);
    REQUIRE(answer.done);
    CHECK(answer.body.at("must_change_password") == true);
    CHECK(f.devices_ended() == std::vector<std::string>{"laptop"});
    CHECK(f.signs_in().refused == "sign_in_refused");
    CHECK(f.signs_in(mailed, "tablet", Door::store).done);
}

TEST_CASE("A7: the newest mailed password is the one that works") {
    Fixture f;
    f.ada_has_account();
    f.guest(ForgotPassword{kAda});
    const std::string first = f.only_letter("new_password").at("facts").at("password");
    f.guest(ForgotPassword{kAda});
    const std::string second = f.only_letter("new_password").at("facts").at("password");
    CHECK(f.signs_in(first).refused == "sign_in_refused");
    CHECK(f.signs_in(second).done);
}

TEST_CASE("A7: a known address and an unknown one are answered alike, before anybody looks") {
    Fixture f;
    f.ada_has_account();
    for (const auto& email : {kAda, std::string("nobody@example.org")}) {
        const auto answer = f.worker.guest_asks("guest-3", ForgotPassword{email});
        CHECK(answer.body == Json::object());
        CHECK(f.letters().empty());
        CHECK(f.rows("unwritten_letter") == 1);
        f.worker.advance(Milliseconds{0});
        CHECK(f.letters().size() == (email == kAda ? 1 : 0));
    }
    CHECK(f.guest(ForgotPassword{"nobody"}).refused == "email_not_valid");
    for (int i = 0; i < 3; ++i) f.guest(ForgotPassword{"eve@example.org"}, "c" + std::to_string(i));
    CHECK(f.guest(ForgotPassword{"eve@example.org"}, "c9").refused == "too_many_attempts");
}

TEST_CASE("A9: leaving the store ends the membership and nothing else") {
    Fixture f;
    f.ada_has_account();
    auto before = f.ada(Show{}).body;
    CHECK(f.ada(LeaveStore{}).done);
    before["store_member"] = false;
    CHECK(f.ada(Show{}).body == before);
    CHECK(f.ada(LeaveStore{}).refused == "not_store_member");
    CHECK(f.letters().empty());
    CHECK(f.worker.sent(wire::event_stream("accounts")).size() <= 1);
}

TEST_CASE("A11: the person gets what accounts has of her") {
    Fixture f;
    f.ada_has_account();
    f.worker.hears("contracts", ContractActivated{contract_of(f.account)});
    const auto all = f.ada(Export{}).body;
    CHECK(test::Agreement::get().faults_of_schema("accounts.Exported", all).empty());
    CHECK(all.at("profile").at("email") == kAda);
    CHECK(all.at("devices").size() == 1);
    CHECK(all.at("contracts") == Json::array({"c1"}));
    CHECK(all.dump().find(kPassword) == std::string::npos);
}

TEST_CASE("C7: who lost a car by the help desk is written to, by one letter however often it is told") {
    Fixture f;
    f.ada_has_account();
    const TeardownDone done{.teardown = *TeardownId::parse("t1"),
                            .vin = kCar,
                            .account = *AccountId::parse(f.account),
                            .reason = EndReason::theft};
    f.worker.hears("contracts", done);
    f.worker.hears("contracts", done);
    const auto letters = f.letters();
    REQUIRE_FALSE(letters.empty());
    for (const auto& letter : letters) CHECK(letter.at("letter") == "teardown-t1");
    CHECK(letters[0].at("subject") == "contracts_ended");
    CHECK(letters[0].at("facts").at("reason") == "theft");
}

TEST_CASE("G8: the earlier owner of a car that moved is written to; one who removed it himself is not") {
    Fixture f;
    f.ada_has_account();
    OwnershipEnded ended{
        .vin = kCar, .period = 1, .account = *AccountId::parse(f.account), .reason = PeriodEnd::removed};
    f.worker.hears("garage", ended);
    CHECK(f.letters().empty());
    ended.reason = PeriodEnd::moved;
    f.worker.hears("garage", ended);
    CHECK(f.only_letter("vehicle_moved").at("facts").at("vin") == kCar.text());
}

}  // namespace traction::accounts
