/// The maker's registry: which car a VIN stands for.
#pragma once

#include <optional>

#include "shared/domain/vin.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::garage {

class Registry {
   public:
    virtual ~Registry() = default;
    /// Nothing for a car that is not of our makes. Rule G3: wherever it was sold.
    virtual std::optional<wire::garage::Preview> find(const Vin& vin) const = 0;
};

/// Knows every car of our makes by what its VIN says (`shared/domain/car_models.hpp`), as a maker without a
/// registry of single cars would. An electric model is known with its battery; of any other car, its make.
class SandboxRegistry : public Registry {
   public:
    std::optional<wire::garage::Preview> find(const Vin& vin) const override;
};

}  // namespace traction::garage
