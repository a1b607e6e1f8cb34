#include "cloud/contracts/orders.hpp"

namespace traction::contracts {

using runtime::Origin;
using runtime::Turn;
using wire::store::OrderItem;
using wire::store::OrderPlaced;

void Orders::declare(runtime::Handlers& handlers) {
    handlers.event<OrderPlaced>(
        "store", [this](Turn& turn, const Origin&, const OrderPlaced& order) { on_placed(turn, order); });
}

/// The store has taken the order, so here nothing is refused. But two orders may have crossed: what the car
/// has already is not given twice, and not charged twice.
void Orders::on_placed(Turn& turn, const OrderPlaced& order) {
    for (const auto& item : order.items) {
        if (contracts_.find(item.contract)) continue;
        const auto purchase = purchase_of(order, item);
        const bool has_it =
            contracts_.is_running(order.vin, item.product, order.account, purchase.period > 0);
        book_.open(turn, has_it ? buy_in_vain(purchase, turn.now()) : buy(purchase, turn.now()));
    }
}

Purchase Orders::purchase_of(const OrderPlaced& order, const OrderItem& item) {
    const auto owner = owners_.owner_of(order.vin);
    return {.contract = item.contract,
            .vin = order.vin,
            .product = item.product,
            .term_months = item.term_months,
            .automatic_renewal = item.automatic_renewal,
            .buyer = order.account,
            .period = owner && owner->account == order.account ? owner->period : 0,
            .zone = order.zone,
            .order = order.order,
            .price = Price{.amount = item.price,
                           .tax_permille = item.tax_permille,
                           .catalogue_version = item.catalogue_version}};
}

}  // namespace traction::contracts
