/// What people of the simulated world do in the store: they fill carts, leave out a step or not, order once
/// or twice, and pay with cards of every kind. Rules S3, S4, B2, B3.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/store.hpp"
#include "tests/simulation/town.hpp"

namespace traction::simulation {

class Shoppers {
   public:
    using Bought = std::function<void(const std::string& account, const std::string& contract)>;

    Shoppers(Town& town, std::vector<Vin> vins, Bought bought)
        : town_(town), dice_(town.dice), vins_(std::move(vins)), bought_(std::move(bought)) {}

    /// Puts something into the cart of a car, and buys it unless something comes between.
    void shop(const std::string& account);
    /// What was refused is tried with another card.
    void change_card(const std::string& account);

   private:
    /// One who stands at a cart; he tries so often to do what is missing.
    struct Visit {
        std::string account;
        Vin vin;
        int patience = 8;
    };
    void look(Visit visit);
    /// `cart` is `store.Cart`.
    void go_on(Visit visit, const wire::Json& cart);
    void accept_conditions(Visit visit, const wire::Json& cart);
    void check_out(const Visit& visit, const wire::Json& cart);
    void take_home(const std::string& account, const wire::Answer& ordered);
    wire::billing::SetAddress address_of(const std::string& account);
    wire::billing::SetMeans any_card();
    /// He comes back to the cart in a while: what he did may not have reached the store yet.
    Apps::Answered then_look(Visit visit);

    Town& town_;
    Dice& dice_;
    std::vector<Vin> vins_;
    Bought bought_;
    int orders_ = 0;
};

}  // namespace traction::simulation
