#include "vehicle-agent/entitlements/entitlement_rules.hpp"

namespace traction::entitlements {

bool may_tell(wire::Aspect aspect, Products products) {
    switch (aspect) {
        case wire::Aspect::position:
            return products.has(Product::mapping_pack) || products.has(Product::tracking_pack);
        case wire::Aspect::odometer:
        case wire::Aspect::service:
            return products.has(Product::monitoring_pack) || products.has(Product::teleservices);
        case wire::Aspect::charging:
        case wire::Aspect::climate:
        case wire::Aspect::doors:
        case wire::Aspect::low_voltage:
        case wire::Aspect::privacy:
            break;
    }
    return true;
}

wire::Sample only_entitled(const wire::Sample& sample, Products products) {
    wire::Sample entitled;
    entitled.measured_at = sample.measured_at;
    for (const auto& row : wire::kSignals) {
        if (!sample.has(row.signal) || !may_tell(row.aspect, products)) continue;
        entitled.set(row.signal, sample.value(row.signal), sample.doubtful(row.signal));
    }
    return entitled;
}

}  // namespace traction::entitlements
