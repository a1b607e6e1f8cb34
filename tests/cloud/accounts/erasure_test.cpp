#include "tests/cloud/accounts/accounts_fixture.hpp"

namespace traction::accounts {

using wire::contracts::ContractActivated;
using wire::contracts::ContractExpired;

TEST_CASE("A10: the cars' data goes when the last app goes, and not before") {
    Fixture f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.signs_in(kPassword, "tablet");
    f.signs_in(kPassword, "laptop", Door::store);
    CHECK(f.ada(UninstallApp{}).body == Json{{"car_data_erased", false}});
    CHECK(f.worker.emitted<AppDataErased>().empty());
    f.signs_in();
    f.ada(EndDevice{device_named("tablet")});
    const auto answer = f.ada(UninstallApp{});
    CHECK(answer.body.at("car_data_erased") == true);
    CHECK(answer.body.at("profile_erased_at") == "2027-03-15T08:00:00.000Z");
    CHECK(f.worker.emitted<AppDataErased>().size() == 1);
}

TEST_CASE("A10: two months later the profile goes without a trace, but for a last letter") {
    Fixture f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.ada(ChangeEmail{kPassword, "ada@example.com"});
    f.ada(UninstallApp{});
    REQUIRE(f.signs_in(kPassword, "laptop", Door::store).done);
    f.letters();
    f.rights();
    f.worker.advance_to(parse_timestamp("2027-03-15T07:59:59.999Z").value());
    CHECK(f.rows("account") == 1);
    f.worker.advance(Milliseconds{1});
    CHECK(f.only_letter("account_erased").at("to") == kAda);
    CHECK(f.devices_ended() == std::vector<std::string>{"laptop"});
    CHECK(f.worker.emitted<AccountErased>().size() == 1);
    for (const auto* table : {"account", "device", "new_email", "contract", "sign_up"}) {
        CAPTURE(table);
        CHECK(f.rows(table) == 0);
    }
    CHECK(f.signs_in().refused == "sign_in_refused");
    CHECK(f.guest(store_sign_up()).done);
}

TEST_CASE("A10: letters that left are taken back at the mail worker, those that did not, here") {
    Fixture f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.ada(UninstallApp{});
    REQUIRE(f.signs_in(kPassword, "phone", Door::store).done);
    f.worker.acknowledge(false);
    const auto under_way = wire::window_of(wire::StreamKind::letter).messages;
    for (int i = 0; i <= under_way; ++i) {
        REQUIRE(f.ada(i % 2 == 0 ? ChangePassword{kPassword, kOtherPassword}
                                 : ChangePassword{kOtherPassword, kPassword})
                    .done);
    }
    CHECK(f.rows("outbox WHERE stream LIKE 'letter%' AND number IS NULL") == 1);
    std::vector<Json> left;
    for (const auto& letter : f.letters()) left.push_back(letter.at("letter"));
    CHECK(left.size() == static_cast<std::size_t>(under_way));
    f.worker.acknowledge(true);
    f.worker.advance_to(parse_timestamp("2027-03-15T08:00:00Z").value());
    f.worker.advance(runtime::kLongestRetry);
    const auto sent = f.worker.sent(wire::letter_stream("accounts"));
    REQUIRE(sent.size() == left.size() + 2);  // the first that is taken back is that of the activation
    for (std::size_t i = 0; i < left.size(); ++i)
        CHECK(sent[i + 1] == Json{{"kind", "withdraw"}, {"letter", left[i]}});
    CHECK(sent.back().at("subject") == "account_erased");
}

TEST_CASE("A10: so long as a letter can be on its way it can be taken back, and then it is forgotten") {
    Fixture f;
    f.ada_has_account();
    f.ada(ChangePassword{kPassword, kOtherPassword});
    const auto remembered = f.rows("letter");
    CHECK(remembered > 0);
    f.worker.advance(kLettersRemembered - Milliseconds{1});
    CHECK(f.rows("letter") == remembered);
    f.worker.advance(Milliseconds{1});
    CHECK(f.rows("letter") == 0);
}

TEST_CASE("A10: who signs in to the app again keeps the profile; the store's door does not keep it") {
    Fixture f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.ada(UninstallApp{});
    f.worker.advance(days{30});
    f.signs_in(kPassword, "phone", Door::store);
    CHECK(f.ada(Show{}).body.contains("erased_at"));
    f.signs_in(kPassword, "phone", Door::app);
    CHECK_FALSE(f.ada(Show{}).body.contains("erased_at"));
    f.worker.advance(days{400});
    CHECK(f.rows("account") == 1);
}

TEST_CASE("A10: a membership and a running contract hold the profile until two months after their end") {
    Fixture f;
    f.ada_has_account();
    f.worker.hears("contracts", ContractActivated{contract_of(f.account)});
    CHECK_FALSE(f.ada(UninstallApp{}).body.contains("profile_erased_at"));
    REQUIRE(f.signs_in(kPassword, "phone", Door::store).done);
    f.ada(LeaveStore{});
    CHECK_FALSE(f.ada(Show{}).body.contains("erased_at"));
    f.worker.advance(days{100});
    f.worker.hears("contracts", ContractExpired{contract_of(f.account)});
    const auto profile = f.ada(Show{}).body;
    CHECK(profile.at("erased_at") == "2027-06-25T08:00:00.000Z");
    f.worker.advance(days{70});
    CHECK(f.rows("account") == 0);
}

TEST_CASE(
    "A10: a contract that was sold with its car holds its buyer's profile until two months after its end") {
    Fixture f;
    f.ada_has_account();
    f.ada(LeaveStore{});
    f.worker.hears("contracts", ContractActivated{contract_of(f.account)});
    f.ada(UninstallApp{});
    f.worker.advance(days{100});
    CHECK(f.rows("account") == 1);
    f.worker.hears("contracts", ContractExpired{contract_of("ben")});
    CHECK(f.rows("contract") == 0);
    f.worker.advance(days{58});
    CHECK(f.rows("account") == 1);
    f.worker.advance(days{4});
    CHECK(f.rows("account") == 0);
}

}  // namespace traction::accounts
