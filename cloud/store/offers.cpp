#include "cloud/store/offers.hpp"

#include "shared/wire/messages/accounts_staff.hpp"

namespace traction::store {

using wire::accounts::OffersWished;
using wire::store::OfferMade;

namespace {

constexpr int kToldInATurn = 500;

}  // namespace

void Offers::declare(runtime::Handlers& handlers) {
    handlers.event<OffersWished>("accounts",
                                 [this](runtime::Turn&, const runtime::Origin&, const OffersWished& event) {
                                     store_.set_wish(event.account, event.wished);
                                 });
}

std::optional<Timestamp> Offers::next_due() {
    const auto* next = catalogue_.version_after(store_.announced());
    return next == nullptr ? std::nullopt : std::optional(next->from);
}

std::vector<runtime::DueAct> Offers::due_acts(Timestamp until) {
    const auto next = next_due();
    if (!next || *next > until) return {};
    return {{.act = "announce_version", .count = 1, .earliest = *next}};
}

void Offers::on_due(runtime::Turn& turn) {
    const auto* next = catalogue_.version_after(store_.announced());
    if (next == nullptr || next->from > turn.now()) return;
    store_.announce(next->number, !next->news.empty());
    left_ = store_.has_left();
}

void Offers::tell_some(runtime::Turn& turn) {
    for (const auto& each : store_.take(kToldInATurn)) tell(turn, each);
    left_ = store_.has_left();
}

void Offers::tell(runtime::Turn& turn, const OfferStore::ToAnnounce& each) {
    const auto country = carts_.payer(each.account).country.value_or(kStandardCountry);
    const auto& version = catalogue_.version_numbered(each.version);
    const auto car = facts_of(each.vin);
    std::vector<Product> fitting;
    for (const auto product : version.news) {
        if (!why_not_offered(*version.find(product), car, country)) fitting.push_back(product);
    }
    if (fitting.empty()) return;
    turn.emit(OfferMade{.account = each.account,
                        .vin = each.vin,
                        .catalogue_version = each.version,
                        .products = std::move(fitting)});
}

}  // namespace traction::store
