#include "cloud/billing/billing_views.hpp"

#include "cloud/billing/stored_words.hpp"

namespace traction::billing {

using wire::Json;

Json missing_view(const Payer& payer) {
    auto words = Json::array();
    for (const auto particular : missing(payer))
        words.push_back(wire::word_text(particular, wire::billing::kParticularNames));
    return words;
}

Json view_of(const Payer& payer) {
    Json view{{"missing", missing_view(payer)}};
    if (payer.address) view["address"] = payer.address->json();
    if (payer.means) {
        view["means"] = payer.means->json();
        view["means"].erase("token");
    }
    return view;
}

Json view_of(const StoredCharge& stored) {
    const auto& charge = stored.charge;
    Json view{{"charge", charge.id.text()},
              {"contract", charge.contract.text()},
              {"product", word_of(charge.product, wire::contracts::kProductNames)},
              {"term_from", to_text(charge.term_from)},
              {"term_until", to_text(charge.term_until)},
              {"price_minor", charge.price.minor_units},
              {"currency", charge.price.currency.code()},
              {"phase", word_of(charge.phase, kPhaseNames)},
              {"due_at", to_text(charge.due_at)},
              {"attempts", charge.attempts}};
    if (charge.next_try_at) view["next_try_at"] = to_text(*charge.next_try_at);
    if (stored.invoice) view["invoice"] = *stored.invoice;
    return view;
}

Json view_of(const Invoice& invoice) {
    const auto& charge = invoice.charge;
    return {{"invoice", number_text(invoice.number)},   {"charge", charge.id.text()},
            {"contract", charge.contract.text()},       {"issued_on", to_text(invoice.issued_on)},
            {"amount_minor", charge.price.minor_units}, {"tax_minor", invoice.tax_minor},
            {"currency", charge.price.currency.code()}};
}

}  // namespace traction::billing
