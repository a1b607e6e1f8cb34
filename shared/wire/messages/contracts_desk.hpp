/// What the help desk asks of the worker `contracts`. Rules C6, C7, H1 to H3.
#pragma once

#include "shared/wire/messages/contracts.hpp"

namespace traction::wire::contracts {

/// Ask of the help desk: ends all contracts of a car, and what else `kEndEffects` says. Answer: {"teardown":
/// id, "contracts": [id, …], "steps": [PlannedStep, …]}; asked again for the same period, the same. Rules C6,
/// C7.
struct EndForCar {
    static constexpr std::string_view kVerb = "end_for_car";
    Vin vin;
    EndReason reason{};
    std::string asked_by;
    std::string evidence;
    /// Of an earlier owner: then only what belongs to that period ends. The current one when missing.
    std::optional<OwnershipPeriod> period = std::nullopt;
    static EndForCar read(Reader& reader) {
        EndForCar end{.vin = reader.vin("vin"),
                      .reason = reader.word<EndReason>("reason", kEndReasonNames),
                      .asked_by = reader.text("asked_by", 200),
                      .evidence = reader.text("evidence", 200)};
        if (reader.has("period"))
            end.period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000));
        return end;
    }
    Json json() const {
        Json json{{"vin", vin.text()},
                  {"reason", word_text(reason, kEndReasonNames)},
                  {"asked_by", asked_by},
                  {"evidence", evidence}};
        if (period) json["period"] = *period;
        return json;
    }
};
/// Ask of the help desk: what `EndForCar` would do now. Answer: the same but for the id of a teardown that
/// does not exist yet; without steps where it is done already. Nothing is changed. Rule H2.
struct DryRun : EndForCar {
    static constexpr std::string_view kVerb = "end_for_car_dry_run";
    static DryRun read(Reader& reader) { return {EndForCar::read(reader)}; }
};
/// Ask of the help desk: the contracts of a car, of an account, or the one of this id: of the first that is
/// given. Answer: {"contracts": [DeskContract, …], "owner"?: {"account", "period"}, "teardowns"?:
/// [{"teardown", "period", "account", "reason", "done"}, …]}; owner and teardowns are those of the car.
/// Refuses with `contract_unknown`. Rule H1.
struct Find {
    static constexpr std::string_view kVerb = "find";
    std::optional<Vin> vin;
    std::optional<AccountId> account;
    std::optional<ContractId> contract;
    static Find read(Reader& reader);
    Json json() const;
};
/// Ask of the help desk, or of the person whose data it was: how far a teardown is. Answer: {"teardown",
/// "vin", "period", "reason", "began_at", "done", "done_at", "parts": {worker: {what: count}}}. Rule H3.
struct Receipt {
    static constexpr std::string_view kVerb = "receipt";
    TeardownId teardown;
    static Receipt read(Reader& reader) { return {.teardown = reader.id<TeardownId>("teardown")}; }
    Json json() const { return {{"teardown", teardown.text()}}; }
};

}  // namespace traction::wire::contracts
