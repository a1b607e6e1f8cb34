#include "cloud/notifications/notifications_worker.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {
namespace {

const std::string kSchema = "notifications.ExportPage";

struct Talk : OneWorker {
    Talk() : OneWorker(notifications::worker_kind(), *parse_timestamp("2027-03-01T10:00:00Z")) {}

    void contract_of(const std::string& account, const std::string& id) {
        hears("contracts", wire::contracts::ContractActivated{{.contract = *ContractId::parse(id),
                                                               .vin = *Vin::parse("VF1AG000164316834"),
                                                               .account = *AccountId::parse(account),
                                                               .day = Zone::standard().day_of(now())}});
    }
};

}  // namespace

TEST_CASE("A11: the person gets all that she was told, newest first, also what no list shows any more") {
    Talk talk;
    for (int i = 0; i < 1200; ++i) {
        if (i % 3 == 0) talk.advance(std::chrono::minutes{1});  // some at one instant
        talk.contract_of("anna", "c-" + std::to_string(i));
    }
    talk.contract_of("ben", "bens");
    const auto all = exported(talk, "anna", kSchema);
    CHECK(all.pages > 1);
    REQUIRE(all.rows.size() == 1200);
    for (int i = 0; i < 1200; ++i)
        CHECK(all.rows[static_cast<std::size_t>(i)].at("contract") == "c-" + std::to_string(1199 - i));
    CHECK(exported(talk, "ben", kSchema).rows.size() == 1);
    CHECK(exported(talk, "carol", kSchema).rows.empty());
}

TEST_CASE("A11: a place that no page ended with is refused") {
    Talk talk;
    for (const auto* place : {"", "here", "12", "12.x"})
        CHECK(talk.owner_asks("anna", wire::exports::Export{place}).refused == "message_not_understood");
}

}  // namespace traction::test
