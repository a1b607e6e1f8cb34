/// How people of the story buy: what the store offers for a car, conditions, address, a card of the sandbox's
/// payment provider, cart and order. Rules S2, S3.
#pragma once

#include <string>

#include "cloud/tour/stage.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::tour {

class Shopping {
   public:
    explicit Shopping(Stage& stage) : stage_(stage) {}

    /// Says what fits the car, and why the rest does not.
    void looks_around(ctl::Session& who, const Vin& vin);
    /// Tries to order with nothing given, and then gives what is missing, as the refusals name it.
    void is_led_through_the_checkout(ctl::Session& who, const Vin& vin, const std::string& name,
                                     const std::string& card);
    /// Accepts the conditions, gives an address and a card.
    void prepares(ctl::Session& who, const Vin& vin, const std::string& name, const std::string& card);
    void gives_card(ctl::Session& who, const std::string& card);

    void fills_cart(ctl::Session& who, const Vin& vin, wire::contracts::Product product, int term_months);
    /// Orders what is in the cart: one contract. It is seen on the broker.
    ContractId orders(ctl::Session& who, const Vin& vin);

   private:
    wire::Json cart(ctl::Session& who, const Vin& vin);
    /// What `billing` was told has reached the store.
    void waits_until_nothing_is_missing(ctl::Session& who, const Vin& vin);
    wire::Json checkout(const wire::Json& cart, const Vin& vin);
    void accepts_conditions(ctl::Session& who, const Vin& vin);
    void gives_address(ctl::Session& who, const std::string& name);

    Stage& stage_;
    int orders_ = 0;
};

}  // namespace traction::tour
