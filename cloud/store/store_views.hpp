/// How the store shows what it has, as `asyncapi.yaml` writes it down.
#pragma once

#include "cloud/store/order_store.hpp"

namespace traction::store {

wire::Json view_of(const Version& version, const Conditions& conditions, const Market& market,
                   const std::vector<Market>& markets);
/// What fits the car, and the reason of each product that does not. Rule S2.
wire::Json shelf_of(const Counter& counter);
/// The cart's lines with their prices, or why a line cannot be bought, and what a checkout would miss.
wire::Json cart_view(const Counter& counter, const std::vector<CartItem>& cart,
                     const std::vector<Refusal>& hindrances);
wire::Json view_of(const CartItem& item);
wire::Json view_of(const Order& order);

}  // namespace traction::store
