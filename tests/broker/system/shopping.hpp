/// How an owner of a system test buys in the store.
#pragma once

#include "shared/wire/messages/contracts.hpp"
#include "tests/broker/system/system.hpp"

namespace traction::test {

struct Wish {
    Vin vin;
    wire::contracts::Product product = wire::contracts::Product::mapping_pack;
    int term_months = 12;
    bool automatic_renewal = false;
    const char* card = "tok_ok";  ///< of the sandbox's payment provider
};

inline constexpr const char* kBuyersName = "Ada Martin";

/// Accepts the conditions, gives an address and a card, and orders; the contract is known to contracts
/// then. Throws std::runtime_error when something is refused.
ContractId buys(ctl::Session& owner, const Wish& wish);

}  // namespace traction::test
