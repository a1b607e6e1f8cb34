/// What owners, and some of it the help desk, ask of the worker `contracts`. Rules C1 to C8, H2, K6.
#pragma once

#include "shared/wire/messages/contracts.hpp"

namespace traction::wire::contracts {

/// An ask about one contract; the verb says what is asked.
struct OfContract {
    ContractId contract;
    static OfContract read(Reader& reader) { return {.contract = reader.id<ContractId>("contract")}; }
    Json json() const { return {{"contract", contract.text()}}; }
};
/// Ask of the owner, on the last day only. Answer: {"contract": ContractView}. Rule C3.
struct Renew : OfContract {
    static constexpr std::string_view kVerb = "renew";
    static Renew read(Reader& reader) { return {OfContract::read(reader)}; }
};
/// Ask of the owner: a service goes on for a further term, which begins where this one ends. Answer:
/// {"contract": ContractView}. Rule C4.
struct Extend : OfContract {
    static constexpr std::string_view kVerb = "extend";
    static Extend read(Reader& reader) { return {OfContract::read(reader)}; }
};
/// Ask of the owner: every further term is renewed on its last day, or no more. Answer: {"contract":
/// ContractView}. Rule C3.
struct SetAutomaticRenewal {
    static constexpr std::string_view kVerb = "set_automatic_renewal";
    ContractId contract;
    bool wanted = false;
    static SetAutomaticRenewal read(Reader& reader) {
        return {.contract = reader.id<ContractId>("contract"), .wanted = reader.truth("wanted")};
    }
    Json json() const { return {{"contract", contract.text()}, {"wanted", wanted}}; }
};
/// Ask of the owner; always refused with the help desk's contact. Rule C6.
struct End : OfContract {
    static constexpr std::string_view kVerb = "end";
    static End read(Reader& reader) { return {OfContract::read(reader)}; }
};
/// Ask of the owner or the help desk. Answer: {"contract": ContractView, "history": [HistoryEntry, …],
/// "charges": [Charge, …]}; for the help desk also whose it is, and "ending" {"reason", "asked_by",
/// "evidence", "agent", "at"} when it was ended before its term. An owner sees the charges that are his.
/// Rules C6, C8, K6.
struct Show : OfContract {
    static constexpr std::string_view kVerb = "show";
    static Show read(Reader& reader) { return {OfContract::read(reader)}; }
};
/// Ask of the owner or the help desk: why is it as it is? Answer: {"contract", "steps": [{"at", "step",
/// "cause", "rule", "actor"}, …], "next": [{"at", "step", "cause", "rule"}, …]}. Rule K6.
struct Explain : OfContract {
    static constexpr std::string_view kVerb = "explain";
    static Explain read(Reader& reader) { return {OfContract::read(reader)}; }
};
/// Ask of the owner or the help desk: what will it look like at the end of that local day, if nobody does
/// anything until then and what is charged is paid? Answer: {"on", "contract", "renewable", "steps",
/// "charges"}. Refuses with `day_out_of_reach`, "first" and "last". Rule H2.
struct Preview {
    static constexpr std::string_view kVerb = "preview";
    ContractId contract;
    LocalDay on;
    static Preview read(Reader& reader) {
        return {.contract = reader.id<ContractId>("contract"), .on = reader.day("on")};
    }
    Json json() const { return {{"contract", contract.text()}, {"on", to_text(on)}}; }
};
/// Ask of the owner: the contracts of a car of the garage. Answer: {"contracts": [ContractView, …]}.
struct List {
    static constexpr std::string_view kVerb = "list";
    Vin vin;
    static List read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};

}  // namespace traction::wire::contracts
