/// The traction battery's physics: energy, temperature, and the range it promises.
#pragma once

#include "vehicle-agent/vehicle/models.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::vehicle {

class TractionBattery : public Battery {
   public:
    TractionBattery(const Model& model, double soc_percent, double temperature_c);

    double state_of_charge_percent() const override { return 100 * energy_wh_ / model_.usable_wh; }
    double usable_energy_wh() const override { return energy_wh_; }
    double range_m() const override;

    const Model& model() const { return model_; }
    double temperature_c() const { return temperature_c_; }
    double voltage_v() const;
    double power_w() const {
        return power_w_;
    }  ///< into the battery; below 0 while it drives the car or the cabin

    void set_state_of_charge(double percent);
    /// Moves `watts` (above 0: into the battery) for `seconds`; stops at empty and at full, and warms up by
    /// its losses.
    void move(double watts, double seconds);
    /// Forgets the last step's power; each step then adds its own moves.
    void begin_step() { power_w_ = 0; }
    /// Exchanges heat with the air.
    void rest(double outside_c, double seconds);

    /// What driving costs now, for the range: learnt from the last tens of kilometres.
    void learn_consumption(double wh_per_km, double distance_m);
    /// What the cabin draws from the battery, for the range. Rule V2.
    void set_cabin_draw(double watts) { cabin_draw_w_ = watts; }

   private:
    double heat_capacity_j_per_k() const;

    const Model& model_;
    double energy_wh_;
    double temperature_c_;
    double power_w_ = 0;
    double recent_wh_per_km_;
    double cabin_draw_w_ = 0;
};

}  // namespace traction::vehicle
