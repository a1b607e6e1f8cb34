/// A worker `contracts`, an owner with a car, and the words that tests speak with them.
#pragma once

#include <fmt/format.h>

#include "cloud/contracts/contracts_worker.hpp"
#include "shared/wire/messages/billing.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/store.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

using namespace std::chrono;
using namespace wire::contracts;

inline Timestamp at(const char* text) {
    return parse_timestamp(text).value();
}

/// The local day in the standard zone.
inline Timestamp start_of(LocalDay day) {
    return Zone::standard().start_of(day);
}

struct ContractsTalk : OneWorker {
    explicit ContractsTalk(Timestamp start) : OneWorker(contracts::worker_kind(), start) {
        owned_by("anna", 1);
        vehicle_is(vin, true);
    }

    void owned_by(const std::string& account, OwnershipPeriod period) {
        hears("garage", wire::garage::OwnershipBegan{
                            .vin = vin, .period = period, .account = *AccountId::parse(account)});
    }
    void no_longer_owned_by(const std::string& account, OwnershipPeriod period) {
        hears("garage", wire::garage::OwnershipEnded{
                            .vin = vin, .period = period, .account = *AccountId::parse(account)});
    }

    /// The car has been told of its owner, and obeys him.
    void car_knows(OwnershipPeriod period) {
        hears("garage", wire::garage::PeriodConfirmed{.vin = vin, .period = period});
    }

    /// At no price: for what is not about money.
    ContractId buys(int months, bool automatic = false, Product product = Product::mapping_pack,
                    const std::string& account = "anna") {
        return orders("bought-" + std::to_string(++bought_), months, 0, automatic, product, account);
    }
    /// Bought and confirmed by the car.
    ContractId has(int months, bool automatic = false, Product product = Product::mapping_pack) {
        auto contract = buys(months, automatic, product);
        car_confirms(contract, true);
        return contract;
    }
    /// In the store, for the price of a term.
    ContractId orders(const std::string& id, int months, std::int64_t price_minor = 9'900,
                      bool automatic = false, Product product = Product::mapping_pack,
                      const std::string& account = "anna", const Zone& zone = Zone::standard()) {
        const auto contract = *ContractId::parse(id);
        hears("store", wire::store::OrderPlaced{.order = *OrderId::parse("order-" + id),
                                                .account = *AccountId::parse(account),
                                                .vin = vin,
                                                .zone = zone,
                                                .conditions_version = *ConditionsVersion::parse("2026-09"),
                                                .items = {{.contract = contract,
                                                           .product = product,
                                                           .catalogue_version = 3,
                                                           .term_months = months,
                                                           .automatic_renewal = automatic,
                                                           .price = {price_minor, Currency::euro()},
                                                           .tax_permille = 200}}});
        return contract;
    }
    /// Ordered and confirmed by the car.
    ContractId has_ordered(const std::string& id, int months, bool automatic = false,
                           Product product = Product::mapping_pack) {
        auto contract = orders(id, months, 9'900, automatic, product);
        car_confirms(contract, true);
        return contract;
    }
    /// What `billing` says of the charge of a term.
    void charge_fails(const ContractId& contract, int term, const std::string& account = "anna") {
        hears("billing", wire::billing::ChargeFailed{of_charge(contract, term, account)});
    }
    void charge_is_paid(const ContractId& contract, int term, const std::string& account = "anna") {
        hears("billing",
              wire::billing::ChargePaid{.of = of_charge(contract, term, account), .invoice = "2026-000001"});
    }
    static wire::billing::OfCharge of_charge(const ContractId& contract, int term,
                                             const std::string& account) {
        return {.charge = contracts::charge_id(contract, term),
                .contract = contract,
                .account = *AccountId::parse(account)};
    }
    /// "1:told 2:waiting": the phases of the charges of all terms.
    std::string charges(const ContractId& contract) {
        std::string phases;
        int term = 0;
        const auto seen = desk_sees(contract);
        for (const auto& charge : seen.at("charges"))
            phases += fmt::format("{}{}:{}", phases.empty() ? "" : " ", ++term,
                                  charge.at("phase").get<std::string>());
        return phases;
    }

    void car_confirms(const ContractId& contract, bool granted) {
        hears_outcome(vin, EntitlementConfirmed{.contract = contract, .granted = granted});
    }

    Answered asks_to_renew(const ContractId& contract, const std::string& account = "anna") {
        Renew wish;
        wish.contract = contract;
        return owner_asks(account, wish);
    }
    Answered asks_to_see(const ContractId& contract, const std::string& account = "anna") {
        Show wish;
        wish.contract = contract;
        return owner_asks(account, wish);
    }
    wire::Json desk_sees(const ContractId& contract) {
        Show wish;
        wish.contract = contract;
        return desk_asks("dora", wish).body;
    }
    ContractView view(const ContractId& contract) {
        return wire::read_message<ContractView>(desk_sees(contract).at("contract"),
                                                wire::UnknownFields::refused)
            .value();
    }
    std::vector<std::string> steps(const ContractId& contract) {
        const auto seen = desk_sees(contract);
        std::vector<std::string> names;
        for (const auto& entry : seen.at("history")) names.push_back(entry.at("step"));
        return names;
    }
    Answered desk_ends(EndReason reason) {
        return desk_asks(
            "dora", EndForCar{.vin = vin, .reason = reason, .asked_by = "Anna", .evidence = "police 42"});
    }
    void answers_teardown(const std::string& worker, const std::string& teardown,
                          std::map<std::string, std::int64_t> counts) {
        hears(worker, TeardownPart{.teardown = *TeardownId::parse(teardown), .counts = std::move(counts)});
    }
    /// What the car was ordered since the last look: "+" granted, "-" withdrawn.
    std::string ordered() {
        std::string signs;
        for (const auto& order : sent(wire::order_stream(vin, "contracts")))
            signs += order.at("granted") ? '+' : '-';
        return signs;
    }

    int bought_ = 0;
    Vin vin = Vin::parse("VR3UHZKXZMT000001").value();
};

}  // namespace traction::test
