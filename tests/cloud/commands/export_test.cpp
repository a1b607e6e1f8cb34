#include "cloud/commands/commands_worker.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {
namespace {

using commands::Act;
using commands::Phase;

const Vin kSoldCar = *Vin::parse("VF1AG000X64744520");
const Vin kKeptCar = *Vin::parse("VF1AG000164316834");
const std::string kSchema = "commands.ExportPage";

struct Talk : OneWorker {
    Talk() : OneWorker(commands::worker_kind(), *parse_timestamp("2026-03-02T12:00:00Z")) {
        for (const auto& vin : {kSoldCar, kKeptCar}) {
            owned(vin, 1, "anna");
            vehicle_is(vin, true);
        }
    }
    void owned(const Vin& vin, OwnershipPeriod period, const std::string& account) {
        hears("garage", wire::garage::OwnershipBegan{
                            .vin = vin, .period = period, .account = *AccountId::parse(account)});
    }
    void sold(const Vin& vin) {
        hears("garage", wire::garage::OwnershipEnded{.vin = vin,
                                                     .period = 1,
                                                     .account = *AccountId::parse("anna"),
                                                     .reason = wire::garage::PeriodEnd::moved});
    }
    void carries_out(const Vin& vin, const std::string& account, const std::string& id) {
        const auto command = *CommandId::parse(id);
        const wire::commands::Send limit{.command = command,
                                         .vin = vin,
                                         .act = Act::set_charge_limit,
                                         .arguments = {.programme = {}, .limit_percent = 80},
                                         .deadline = {}};
        REQUIRE(owner_asks(account, limit).done);
        for (const auto phase : {Phase::received, Phase::done})
            hears_outcome(vin, wire::commands::CommandOutcome{
                                   .command = command, .phase = phase, .at = now(), .reason = {}});
    }
};

}  // namespace

TEST_CASE("A11: the person gets all commands that she gave, with what was asked and each step") {
    Talk talk;
    for (int i = 0; i < 450; ++i)
        talk.carries_out(i % 2 == 0 ? kSoldCar : kKeptCar, "anna", "k-" + std::to_string(i));
    const auto all = exported(talk, "anna", kSchema);
    CHECK(all.pages > 1);
    std::set<std::string> ids;
    for (const auto& row : all.rows) ids.insert(row.at("command"));
    CHECK(ids.size() == 450);
    CHECK(all.rows.size() == 450);
    CHECK(all.rows[0].at("limit_percent") == 80);
    CHECK(all.rows[0].at("phase") == "done");
    std::vector<std::string> phases;
    for (const auto& step : all.rows[0].at("steps")) phases.push_back(step.at("phase"));
    CHECK(phases == std::vector<std::string>{"accepted", "sent", "received", "done"});
}

TEST_CASE("A11, G8: who sold the car gets her commands and not the buyer's, and he not hers") {
    Talk talk;
    talk.carries_out(kSoldCar, "anna", "annas");
    talk.sold(kSoldCar);
    talk.owned(kSoldCar, 2, "ben");
    talk.carries_out(kSoldCar, "ben", "bens");
    const auto annas = exported(talk, "anna", kSchema);
    REQUIRE(annas.rows.size() == 1);
    CHECK(annas.rows[0].at("command") == "annas");
    const auto bens = exported(talk, "ben", kSchema);
    REQUIRE(bens.rows.size() == 1);
    CHECK(bens.rows[0].at("command") == "bens");
    CHECK(talk.owner_asks("anna", wire::exports::Export{"here"}).refused == "message_not_understood");
}

}  // namespace traction::test
