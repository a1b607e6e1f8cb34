#include "shared/wire/messages/contracts.hpp"

#include "shared/wire/messages/contracts_desk.hpp"

namespace traction::wire::contracts {

int read_term(Reader& reader) {
    const auto months = static_cast<int>(reader.integer("term_months", 1, 36));
    if (std::find(kTerms.begin(), kTerms.end(), months) == kTerms.end())
        reader.fail("term_months", "must be 1, 12, 24 or 36");
    return months;
}

ContractView ContractView::read(Reader& reader) {
    ContractView view{.contract = reader.id<ContractId>("contract"),
                      .vin = reader.vin("vin"),
                      .product = reader.word<Product>("product", kProductNames),
                      .term_months = static_cast<int>(reader.integer("term_months", 1, 36)),
                      .phase = reader.word<Phase>("phase", kPhaseNames),
                      .automatic_renewal = reader.truth("automatic_renewal"),
                      .opened_on = std::nullopt,
                      .last_day = std::nullopt,
                      .zone = reader.text("zone")};
    if (reader.has("opened_on")) view.opened_on = reader.day("opened_on");
    if (reader.has("last_day")) view.last_day = reader.day("last_day");
    if (reader.has("price_minor") || reader.has("currency")) view.price = reader.money("price_minor");
    view.suspended_until = reader.optional_instant("suspended_until");
    return view;
}

Json ContractView::json() const {
    Json json{{"contract", contract.text()},
              {"vin", vin.text()},
              {"product", word_text(product, kProductNames)},
              {"term_months", term_months},
              {"phase", word_text(phase, kPhaseNames)},
              {"automatic_renewal", automatic_renewal},
              {"zone", zone}};
    if (opened_on) json["opened_on"] = to_text(*opened_on);
    if (last_day) json["last_day"] = to_text(*last_day);
    if (price) {
        json["price_minor"] = price->minor_units;
        json["currency"] = price->currency.code();
    }
    if (suspended_until) json["suspended_until"] = to_text(*suspended_until);
    return json;
}

ContractEvent ContractEvent::read(Reader& reader) {
    ContractEvent event{.contract = reader.id<ContractId>("contract"),
                        .vin = reader.vin("vin"),
                        .account = reader.id<AccountId>("account"),
                        .day = reader.day("day")};
    if (reader.has("period"))
        event.period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000));
    return event;
}

Json ContractEvent::json() const {
    Json json{{"contract", contract.text()},
              {"vin", vin.text()},
              {"account", account.text()},
              {"day", to_text(day)}};
    if (period) json["period"] = *period;
    return json;
}

ChargeDue ChargeDue::read(Reader& reader) {
    return {.charge = reader.id<ChargeId>("charge"),
            .contract = reader.id<ContractId>("contract"),
            .account = reader.id<AccountId>("account"),
            .vin = reader.vin("vin"),
            .product = reader.word<Product>("product", kProductNames),
            .term_from = reader.day("term_from"),
            .term_until = reader.day("term_until"),
            .price = reader.money("price_minor"),
            .tax_permille = static_cast<int>(reader.integer("tax_permille", 0, 1000))};
}

Json ChargeDue::json() const {
    return {{"charge", charge.text()},
            {"contract", contract.text()},
            {"account", account.text()},
            {"vin", vin.text()},
            {"product", word_text(product, kProductNames)},
            {"term_from", to_text(term_from)},
            {"term_until", to_text(term_until)},
            {"price_minor", price.minor_units},
            {"currency", price.currency.code()},
            {"tax_permille", tax_permille}};
}

Find Find::read(Reader& reader) {
    Find find{.vin = {},
              .account = reader.optional_id<AccountId>("account"),
              .contract = reader.optional_id<ContractId>("contract")};
    if (reader.has("vin")) find.vin = reader.vin("vin");
    return find;
}

Json Find::json() const {
    Json json = Json::object();
    if (vin) json["vin"] = vin->text();
    if (account) json["account"] = account->text();
    if (contract) json["contract"] = contract->text();
    return json;
}

TeardownPart TeardownPart::read(Reader& reader) {
    TeardownPart part{.teardown = reader.id<TeardownId>("teardown"), .counts = {}};
    const auto& counts = reader.any("counts");
    if (!counts.is_object()) reader.fail("counts", "must be an object");
    for (const auto& [what, count] : counts.items()) {
        if (!count.is_number_integer()) reader.fail("counts", "must hold whole numbers");
        part.counts[what] = count.get<std::int64_t>();
    }
    return part;
}

}  // namespace traction::wire::contracts
