/// The store in a dialogue with people, over a small catalogue of two versions.
#pragma once

#include <doctest/doctest.h>

#include "cloud/store/store_worker.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "tests/support/agreement.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

using namespace std::chrono;
using namespace wire::store;
using wire::Json;
using wire::billing::Particular;
using wire::billing::PayerIncomplete;
using wire::billing::PayerReady;
using wire::contracts::Product;

inline const Vin kZoe = Vin::parse("VF1AG000164316834").value();
inline const Vin kPetrol = Vin::parse("VF7SXHMZ6FT456123").value();

inline AccountId account(const std::string& name) {
    return *AccountId::parse(name);
}

/// The first version has three products; in the second, from 1 June 2027, the Mapping Pack costs more and
/// the danger zones are gone.
inline Json small_catalogue() {
    return Json::parse(R"json({
        "markets": [{"country": "CH", "currency": "CHF", "tax_permille": 81},
                    {"country": "FR", "currency": "EUR", "tax_permille": 200}],
        "conditions": [{"version": "first", "from": "2026-01-01T00:00:00Z"},
                       {"version": "second", "from": "2027-06-01T00:00:00Z"}],
        "versions": [
            {"version": 1, "from": "2026-01-01T00:00:00Z", "news": [], "products": [
                {"product": "mapping_pack", "kind": "pack",
                 "title": {"en": "Mapping", "fr": "Carte"}, "description": {"en": "Where it is.", "fr": "Où elle est."},
                 "energies": ["electric", "other"], "not_for_models": ["citroen_ami"],
                 "needs": ["position", "journeys"], "renewal": "on_last_day", "terms": [12, 24],
                 "prices": [{"country": "CH", "minor_units": [8900, 15900]}, {"country": "FR", "minor_units": [7900, 14900]}]},
                {"product": "connect_nav", "kind": "service",
                 "title": {"en": "Nav", "fr": "Nav"}, "description": {"en": "The way.", "fr": "La route."},
                 "energies": ["electric"], "not_for_models": [], "needs": ["destination"],
                 "renewal": "before_end", "terms": [1, 12],
                 "prices": [{"country": "CH", "minor_units": [1100, 9900]}, {"country": "FR", "minor_units": [990, 8900]}]},
                {"product": "speedcam", "kind": "service",
                 "title": {"en": "Zones", "fr": "Zones"}, "description": {"en": "A warning.", "fr": "Un avis."},
                 "energies": ["electric", "other"], "not_for_models": [], "needs": ["position"],
                 "renewal": "before_end", "terms": [12],
                 "prices": [{"country": "FR", "minor_units": [3900]}]}]},
            {"version": 2, "from": "2027-06-01T00:00:00Z", "news": ["connect_nav"], "products": [
                {"product": "mapping_pack", "kind": "pack",
                 "title": {"en": "Mapping", "fr": "Carte"}, "description": {"en": "Where it is.", "fr": "Où elle est."},
                 "energies": ["electric", "other"], "not_for_models": ["citroen_ami"],
                 "needs": ["position", "journeys"], "renewal": "on_last_day", "terms": [12, 24],
                 "prices": [{"country": "CH", "minor_units": [8900, 15900]}, {"country": "FR", "minor_units": [8500, 15900]}]},
                {"product": "connect_nav", "kind": "service",
                 "title": {"en": "Nav", "fr": "Nav"}, "description": {"en": "The way.", "fr": "La route."},
                 "energies": ["electric"], "not_for_models": [], "needs": ["destination"],
                 "renewal": "before_end", "terms": [1, 12],
                 "prices": [{"country": "FR", "minor_units": [490, 4900]}]}]}]})json");
}

inline const store::Catalogue& small() {
    static const auto catalogue = store::Catalogue::parse(small_catalogue().dump());
    return catalogue;
}

struct Shop : OneWorker {
    Shop() : OneWorker(store::worker_kind(small()), *parse_timestamp("2027-03-01T10:00:00Z")) {
        has_car("anna", kZoe);
    }

    void has_car(const std::string& owner, const Vin& vin) {
        hears("garage", wire::garage::VehicleAdded{.vin = vin, .account = account(owner)});
    }
    void lost_car(const std::string& owner, const Vin& vin) {
        hears("garage", wire::garage::VehicleRemoved{.vin = vin, .account = account(owner)});
    }
    void can_pay(const std::string& owner, const std::string& country = "FR") {
        hears("billing", PayerReady{.account = account(owner), .country = *Country::parse(country)});
    }
    Answered accepts(const std::string& owner, const std::string& version = "first") {
        return owner_asks(owner, AcceptConditions{.version = *ConditionsVersion::parse(version)});
    }
    Answered puts(const std::string& owner, Product product, int months = 12, const Vin& vin = kZoe) {
        return owner_asks(owner, AddToCart{.vin = vin, .product = product, .term_months = months});
    }
    Answered shows_cart(const std::string& owner, const Vin& vin = kZoe) {
        return owner_asks(owner, ShowCart{{.vin = vin, .country = std::nullopt}});
    }
    Answered checks_out(const std::string& owner, const std::string& order, std::int64_t total,
                        const std::string& currency = "EUR", const Vin& vin = kZoe) {
        return owner_asks(owner, Checkout{.order = *OrderId::parse(order),
                                          .vin = vin,
                                          .total = {total, *Currency::parse(currency)}});
    }
    /// Everything but the cart.
    void is_ready(const std::string& owner) {
        accepts(owner);
        can_pay(owner);
    }
    wire::contracts::ContractEvent of_contract(const std::string& owner, const ContractId& contract) const {
        return {.contract = contract,
                .vin = kZoe,
                .account = account(owner),
                .day = Zone::standard().day_of(now())};
    }
    Answered orders_of(const std::string& owner) { return owner_asks(owner, ListOrders{}); }
};

/// The answer is as the agreement writes it down.
inline void check_schema(const std::string& schema, const OneWorker::Answered& answer) {
    REQUIRE(answer.done);
    const auto faults = Agreement::get().faults_of_schema(schema, answer.body);
    CAPTURE(faults.empty() ? "" : faults.front());
    CHECK(faults.empty());
}

}  // namespace traction::test
