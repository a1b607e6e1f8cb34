/// Billing as its tests know it: Anna, who pays, and a charge that is due.
#pragma once

#include "cloud/billing/billing_worker.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::billing {

inline const Timestamp kDue = *parse_timestamp("2027-03-15T07:00:00Z");

inline wire::billing::Address address(const char* country = "FR") {
    return {.name = "Anna Müller",
            .street = "12 rue de Rivoli",
            .postal_code = "75004",
            .city = "Paris",
            .country = *Country::parse(country)};
}

inline wire::billing::Means means(const char* token = "tok_ok") {
    return {.token = *MeansToken::parse(token),
            .brand = wire::billing::Brand::visa,
            .last4 = "4242",
            .expires = std::chrono::year{2030} / std::chrono::November};
}

inline wire::contracts::ChargeDue due_charge(const char* charge = "c-1-1", const char* account = "anna",
                                             std::int64_t price_minor = 7900) {
    using namespace std::chrono;
    return {.charge = *ChargeId::parse(charge),
            .contract = *ContractId::parse(std::string(charge).substr(0, 3)),
            .account = *AccountId::parse(account),
            .vin = *Vin::parse("VF1AG000164812345"),
            .product = Product::mapping_pack,
            .term_from = 2027y / March / 1,
            .term_until = 2028y / March / 1,
            .price = {price_minor, Currency::euro()},
            .tax_permille = 200};
}

inline wire::contracts::ContractEnded ended(const char* contract = "c-1") {
    return {{.contract = *ContractId::parse(contract),
             .vin = *Vin::parse("VF1AG000164812345"),
             .account = *AccountId::parse("anna"),
             .day = Zone::standard().day_of(kDue)}};
}

/// Billing alone; the test is `contracts` and `payments`.
struct Fixture {
    test::OneWorker billing{worker_kind(), kDue};

    void gives_particulars(const char* account = "anna", const char* token = "tok_ok") {
        REQUIRE(billing.owner_asks(account, wire::billing::SetAddress{address()}).done);
        REQUIRE(billing.owner_asks(account, wire::billing::SetMeans{means(token)}).done);
    }
    void is_due(const wire::contracts::ChargeDue& due = due_charge()) { billing.hears("contracts", due); }
    void settles(const wire::billing::PaymentWanted& wanted, wire::payments::Outcome outcome) {
        billing.hears(
            "payments",
            wire::payments::PaymentSettled{
                .key = wanted.key, .charge = wanted.charge, .outcome = outcome, .provider_reference = "r-1"});
    }
    std::vector<wire::billing::PaymentWanted> wanted() {
        return billing.emitted<wire::billing::PaymentWanted>();
    }
    /// The one payment that is wanted now, settled.
    void pays() { settles(only_wanted(), wire::payments::Outcome::paid); }
    void refuses() { settles(only_wanted(), wire::payments::Outcome::refused); }
    wire::billing::PaymentWanted only_wanted() {
        auto all = wanted();
        REQUIRE(all.size() == 1);
        return all.front();
    }
    wire::Json charges(const char* account = "anna") {
        return billing.owner_asks(account, wire::billing::ListCharges{}).body.at("charges");
    }
    std::string phase() { return charges().at(0).at("phase"); }
    wire::Json invoices(const char* account = "anna") {
        return billing.owner_asks(account, wire::billing::ListInvoices{}).body.at("invoices");
    }
};

}  // namespace traction::billing
