/// The air outside: by season, hour and seed.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/domain/timestamp.hpp"

namespace traction::vehicle {

class Weather {
   public:
    explicit Weather(std::uint64_t seed) : seed_(seed) {}

    double temperature_c(Timestamp at) const;
    /// 0 at night to 1 at a clear midday.
    double sunshine(Timestamp at) const;
    bool raining(Timestamp at) const;

    /// From now on the air has this temperature, whatever the season; nothing gives the season back.
    void fix_temperature(std::optional<double> celsius) { fixed_c_ = celsius; }

   private:
    std::uint64_t seed_;
    std::optional<double> fixed_c_;
};

}  // namespace traction::vehicle
