#include "cloud/garage/registry.hpp"

#include "shared/domain/car_models.hpp"

namespace traction::garage {
namespace {

std::vector<std::string> capabilities_of(const CarModel& model) {
    std::vector<std::string> capabilities{"remote_control", "charging_programmes"};
    if (model.rapid_charging) capabilities.emplace_back("rapid_charging");
    if (model.cabin_heating) capabilities.emplace_back("preconditioning");
    return capabilities;
}

}  // namespace

std::optional<wire::garage::Preview> SandboxRegistry::find(const Vin& vin) const {
    const auto make = make_of(vin);
    if (!make) return std::nullopt;
    wire::garage::Preview preview{.vin = vin,
                                  .make = std::string(*make),
                                  .model = std::string(*make),
                                  .year = model_year_of(vin),
                                  .energy = wire::garage::Energy::other,
                                  .usable_kwh = std::nullopt,
                                  .picture = "car",
                                  .capabilities = {}};
    if (const auto* model = car_model_of(vin.text())) {
        preview.model = model->name;
        preview.energy = wire::garage::Energy::electric;
        preview.usable_kwh = model->usable_wh / 1000;
        preview.picture = model->key;
        preview.capabilities = capabilities_of(*model);
    }
    return preview;
}

}  // namespace traction::garage
