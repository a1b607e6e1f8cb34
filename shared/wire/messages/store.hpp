/// What is said to and by the worker `store`. Rules S1 to S6.
#pragma once

#include "shared/wire/messages/contracts.hpp"

namespace traction::wire::store {

inline constexpr std::size_t kMostItems = 16;  ///< of one cart, and so of one order

/// One contract that is to be made: the product as it was sold, whatever the catalogue says later.
struct OrderItem {
    ContractId contract;
    contracts::Product product{};
    int catalogue_version = 1;
    int term_months = 12;
    bool automatic_renewal = false;
    Money price{0, Currency::euro()};  ///< of the whole term, tax included
    int tax_permille = 0;
    static OrderItem read(Reader& reader);
    Json json() const;
};

/// Event: somebody has bought (S3). `contracts` makes the contracts, once for each id.
struct OrderPlaced {
    static constexpr std::string_view kType = "order_placed";
    OrderId order;
    AccountId account;
    Vin vin;
    ConditionsVersion conditions_version;  ///< of the general conditions of sale that were accepted
    std::vector<OrderItem> items;
    static OrderPlaced read(Reader& reader);
    Json json() const;
};

}  // namespace traction::wire::store
