/// What somebody who shops has laid down: his carts, the conditions that he accepted; and what others told of
/// him: the cars of his garage, and whether he can be charged.
#pragma once

#include <memory>
#include <span>

#include "cloud/store/store_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"

namespace traction::store {

std::span<const ports::Migration> migrations();

class CartStore {
   public:
    explicit CartStore(ports::Database& database);

    void enter_garage(const AccountId& account, const Vin& vin);
    void leave_garage(const AccountId& account, const Vin& vin);
    bool is_in_garage(const AccountId& account, const Vin& vin);

    void set_payer(const AccountId& account, const Payer& payer);
    /// Who was never told of has given nothing.
    Payer payer(const AccountId& account);

    /// When this version was accepted first.
    Timestamp accept(const AccountId& account, const ConditionsVersion& version, Timestamp at);
    std::optional<Timestamp> accepted_at(const AccountId& account, const ConditionsVersion& version);
    std::vector<std::pair<ConditionsVersion, Timestamp>> acceptances(const AccountId& account);

    std::vector<CartItem> items(const AccountId& account, const Vin& vin);
    /// By car.
    std::vector<std::pair<Vin, CartItem>> all_items(const AccountId& account);
    /// Replaces what is there of the same product. An account keeps carts for the cars of its garage and for
    /// `kMostHidden` that it removed, so that who adds and removes cars fills no disk.
    void put(const AccountId& account, const Vin& vin, const CartItem& item);
    void remove(const AccountId& account, const Vin& vin, Product product);
    void empty(const AccountId& account, const Vin& vin);

    /// Empties that cart; how many lines the teardown has erased, also when it is told again. Rule C7.
    std::int64_t tear_down(const TeardownId& teardown, const AccountId& account, const Vin& vin);
    /// All that is of this person. Rule A10.
    void erase(const AccountId& account);

   private:
    static constexpr int kMostHidden = 10;
    using Prepared = std::unique_ptr<ports::Statement>;

    ports::Database& database_;
    Prepared enter_garage_, leave_garage_, is_in_garage_, erase_garage_;
    Prepared set_payer_, payer_, erase_payer_;
    Prepared accept_, accepted_at_, acceptances_, erase_acceptances_;
    Prepared items_, all_items_, put_, drop_hidden_, remove_, empty_, erase_items_;
    Prepared torn_down_, remember_teardown_;
};

}  // namespace traction::store
