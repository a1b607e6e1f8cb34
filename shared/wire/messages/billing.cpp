#include "shared/wire/messages/billing.hpp"

namespace traction::wire::billing {

MeansToken read_means(Reader& reader, const char* field) {
    const auto token = MeansToken::parse(reader.text(field));
    if (!token) reader.fail(field, "must be a token of the payment provider such as tok_4f7a");
    return *token;
}

PayerIncomplete PayerIncomplete::read(Reader& reader) {
    PayerIncomplete event{.account = reader.id<AccountId>("account"), .missing = {}};
    for (const auto& entry : reader.array("missing", kParticularNames.size())) {
        const auto* const found = std::find_if(kParticularNames.begin(), kParticularNames.end(),
                                               [&](const auto name) { return entry == Json(name); });
        if (found == kParticularNames.end()) reader.fail("missing", "must hold address or means");
        event.missing.push_back(static_cast<Particular>(found - kParticularNames.begin()));
    }
    return event;
}

Json PayerIncomplete::json() const {
    auto words = Json::array();
    for (const auto particular : missing) words.push_back(word_text(particular, kParticularNames));
    return {{"account", account.text()}, {"missing", std::move(words)}};
}

PaymentWanted PaymentWanted::read(Reader& reader) {
    return {.charge = reader.id<ChargeId>("charge"),
            .attempt = static_cast<int>(reader.integer("attempt", 1, kMostAttempts)),
            .key = reader.id<PaymentKey>("key"),
            .account = reader.id<AccountId>("account"),
            .amount = reader.money("amount_minor"),
            .means = read_means(reader, "means")};
}

Json PaymentWanted::json() const {
    return {{"charge", charge.text()},
            {"attempt", attempt},
            {"key", key.text()},
            {"account", account.text()},
            {"amount_minor", amount.minor_units},
            {"currency", amount.currency.code()},
            {"means", means.text()}};
}

}  // namespace traction::wire::billing
