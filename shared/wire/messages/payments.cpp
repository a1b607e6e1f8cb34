#include "shared/wire/messages/payments.hpp"

namespace traction::wire::payments {

PaymentSettled PaymentSettled::read(Reader& reader) {
    PaymentSettled settled{.key = reader.id<PaymentKey>("key"),
                           .charge = reader.id<ChargeId>("charge"),
                           .outcome = reader.word<Outcome>("outcome", kOutcomeNames),
                           .provider_reference = reader.text("provider_reference", kLongestReference)};
    if (reader.has("reason")) settled.reason = reader.text("reason", kLongestReason);
    return settled;
}

Json PaymentSettled::json() const {
    Json json{{"key", key.text()},
              {"charge", charge.text()},
              {"outcome", word_text(outcome, kOutcomeNames)},
              {"provider_reference", provider_reference}};
    if (reason) json["reason"] = *reason;
    return json;
}

}  // namespace traction::wire::payments
