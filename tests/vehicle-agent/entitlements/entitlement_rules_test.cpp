#include "vehicle-agent/entitlements/entitlement_rules.hpp"

#include <doctest/doctest.h>

namespace traction::entitlements {
namespace {

using wire::Aspect;

TEST_CASE("D1, D3: which aspects may be told with which product") {
    struct Row {
        std::optional<Product> product;
        bool position;
        bool odometer;
    };
    const Row rows[] = {
        {std::nullopt, false, false},         {Product::monitoring_pack, false, true},
        {Product::mapping_pack, true, false}, {Product::tracking_pack, true, false},
        {Product::teleservices, false, true}, {Product::connect_nav, false, false},
        {Product::speedcam, false, false},
    };
    for (const auto& row : rows) {
        Products products;
        if (row.product) products.add(*row.product);
        CAPTURE(row.product.has_value());
        CHECK(may_tell(Aspect::position, products) == row.position);
        CHECK(may_tell(Aspect::odometer, products) == row.odometer);
        CHECK(may_tell(Aspect::service, products) == row.odometer);
        for (const auto free : {Aspect::charging, Aspect::climate, Aspect::doors, Aspect::low_voltage})
            CHECK(may_tell(free, products));
    }
}

TEST_CASE("D3: a sample loses what may not be told, and keeps its doubts") {
    wire::Sample sample;
    sample.measured_at = kEarliest + Milliseconds{5};
    sample.set(wire::Signal::soc_percent, 50, true);
    sample.set(wire::Signal::latitude_deg, 48);
    const auto entitled = only_entitled(sample, {});
    CHECK(entitled.measured_at == sample.measured_at);
    CHECK(entitled.value(wire::Signal::soc_percent) == 50);
    CHECK(entitled.doubtful(wire::Signal::soc_percent));
    CHECK(!entitled.has(wire::Signal::latitude_deg));
}

}  // namespace
}  // namespace traction::entitlements
