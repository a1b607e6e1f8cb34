#include "shared/wire/messages/provider.hpp"

#include "shared/wire/messages/billing.hpp"

namespace traction::wire::provider {

PaymentAsk PaymentAsk::read(Reader& reader) {
    return {.key = reader.id<PaymentKey>("key"),
            .charge = reader.id<ChargeId>("charge"),
            .amount = reader.money("amount_minor"),
            .means = billing::read_means(reader, "means")};
}

Json PaymentAsk::json() const {
    return {{"key", key.text()},
            {"charge", charge.text()},
            {"amount_minor", amount.minor_units},
            {"currency", amount.currency.code()},
            {"means", means.text()}};
}

PaymentAnswer PaymentAnswer::read(Reader& reader) {
    PaymentAnswer answer{.key = reader.id<PaymentKey>("key"),
                         .outcome = reader.word<payments::Outcome>("outcome", payments::kOutcomeNames),
                         .reference = reader.text("reference", payments::kLongestReference)};
    if (reader.has("reason")) answer.reason = reader.text("reason", payments::kLongestReason);
    return answer;
}

Json PaymentAnswer::json() const {
    Json json{{"key", key.text()},
              {"outcome", word_text(outcome, payments::kOutcomeNames)},
              {"reference", reference}};
    if (reason) json["reason"] = *reason;
    return json;
}

}  // namespace traction::wire::provider
