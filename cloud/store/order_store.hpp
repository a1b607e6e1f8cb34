/// The orders that were made, and which of their contracts run.
#pragma once

#include <memory>
#include <set>

#include "cloud/store/store_rules.hpp"
#include "shared/ports/database.hpp"

namespace traction::store {

struct Order {
    OrderId id;
    AccountId account;
    Vin vin;
    Timestamp placed_at{};
    Country country;
    ConditionsVersion conditions_version;
    Timestamp accepted_at{};  ///< of the conditions
    Money total;
    std::vector<wire::store::OrderItem> items;
};

class OrderStore {
   public:
    explicit OrderStore(ports::Database& database);

    void add(const Order& order);
    std::optional<Order> find(const AccountId& account, const OrderId& id);
    /// The orders for cars of the account's garage, newest first. Rule S4.
    std::vector<Order> visible(const AccountId& account, int most);

    struct Placed {
        std::int64_t row = 0;
        Order order;
    };
    /// All of the account's, in the order in which they were made, from behind `row` on.
    std::vector<Placed> after(const AccountId& account, std::int64_t row, int most);

    /// A contract went with its car to another account. One that was not bought here is passed over.
    void contract_moved(const ContractId& contract, const AccountId& holder, const Vin& vin);
    /// What runs for the account and the car: bought, or come with the car.
    std::set<Product> running(const AccountId& account, const Vin& vin);
    /// The contract has expired or was ended: the product can be bought again.
    void contract_over(const ContractId& contract);

    /// The sales stay, without the person and the car. Rule A10.
    void forget_person(const AccountId& account);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    std::vector<Placed> with_items(std::vector<Placed> orders);

    Prepared add_, add_item_, find_, visible_, after_, items_, running_, moved_, over_, stays_, forget_,
        forget_moved_;
};

}  // namespace traction::store
