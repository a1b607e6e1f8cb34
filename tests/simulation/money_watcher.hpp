/// What must hold of money at every moment: an order is made once, a term is due once, at its price, from its
/// buyer, not before its fourteenth day and never after an end; and it is paid once. Rules S3, B1, B3, C7,
/// G8.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/billing.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::simulation {

class MoneyWatcher {
   public:
    using Complain = std::function<void(const std::string& what, Timestamp now)>;

    explicit MoneyWatcher(Complain complain) : complain_(std::move(complain)) {}

    /// Each event once.
    void see(const wire::Event& event, Timestamp now);

    std::size_t orders() const { return orders_.size(); }
    /// What each charge takes.
    const std::map<std::string, Money>& due() const { return due_; }
    /// The charges of which it was told that they are paid.
    const std::set<std::string>& paid() const { return paid_; }

   private:
    void see_order(const wire::store::OrderPlaced& order, Timestamp now);
    void see_due(const wire::contracts::ChargeDue& charge, Timestamp at);
    void see_paid(const wire::billing::ChargePaid& charge, Timestamp at);

    /// A contract, as its order said.
    struct Sold {
        Money price;  ///< of a term
        Zone zone;    ///< whose days its terms count
    };
    Complain complain_;
    std::set<std::string> orders_;
    std::map<std::string, Sold> sold_;            ///< by contract
    std::map<std::string, Timestamp> activated_;  ///< by contract
    std::map<std::string, Timestamp> ended_;      ///< by contract
    std::map<std::string, Money> due_;
    std::set<std::string> paid_;
};

}  // namespace traction::simulation
