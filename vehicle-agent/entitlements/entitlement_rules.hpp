/// What a car may tell about itself: what it is not entitled to it does not send. Rules D1, D3, V3.
#pragma once

#include <cstdint>

#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/signals.hpp"

namespace traction::entitlements {

using wire::contracts::Product;

/// The products that run for a car.
class Products {
   public:
    constexpr void add(Product product) { bits_ |= bit(product); }
    constexpr bool has(Product product) const { return (bits_ & bit(product)) != 0; }
    friend constexpr bool operator==(Products, Products) = default;

   private:
    static constexpr std::uint8_t bit(Product product) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(product));
    }
    std::uint8_t bits_ = 0;
};

/// Whether signals of this aspect may be sent. Those that remote control needs are free for every electric
/// car (rule S1).
bool may_tell(wire::Aspect aspect, Products products);

/// The sample without what may not be told.
wire::Sample only_entitled(const wire::Sample& sample, Products products);

}  // namespace traction::entitlements
