// What each command does to the car, and how it is seen to be done.
#include "vehicle-agent/agent/vehicle_agent.hpp"

namespace traction::agent {

using commands::CommandOrder;
using runtime::Turn;
using vehicle::Reaction;
using wire::commands::Act;

Reaction VehicleAgent::act(Turn& turn, const CommandOrder& order) {
    switch (order.act) {
        case Act::lock:
            return car().doors().lock();
        case Act::unlock:
            return car().doors().unlock();
        case Act::horn:
            return car().horn().sound();
        case Act::lights:
            return car().lights().flash();
        case Act::locate:
            locate(turn);
            return Reaction::obeyed;
        case Act::refresh:
            measure(turn);
            reporter_.flush(turn);
            return Reaction::obeyed;
        case Act::charge_now:
            return charging_.charge_now(car().charge_port(), turn.now());
        case Act::postpone_charge:
            return charging_.postpone(car().charge_port(), turn.now()) ? Reaction::obeyed
                                                                       : Reaction::nothing_programmed;
        case Act::set_charging_programme:
            charging_.set_programme(*order.arguments.programme, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::remove_charging_programme:
            charging_.remove_programme(*order.arguments.slot, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::set_off_peak:
            charging_.set_off_peak(*order.arguments.off_peak, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::pause_charging:
            charging_.pause_until(order.arguments.paused_until, car().charge_port(), turn.now());
            return Reaction::obeyed;
        case Act::set_charge_limit:
            return charging_.set_limit(*order.arguments.limit_percent, car().charge_port(), turn.now());
        case Act::precondition_start:
            return climate_.start(car().climate(), turn.now());
        case Act::precondition_stop:
            return climate_.stop(car().climate(), turn.now());
        case Act::set_climate_programme:
            climate_.set_programme(*order.arguments.climate_programme, car().climate(), turn.now());
            return Reaction::obeyed;
        case Act::remove_climate_programme:
            climate_.remove_programme(*order.arguments.slot);
            return Reaction::obeyed;
    }
    return Reaction::not_fitted;
}

bool VehicleAgent::reads_done(const CommandOrder& order) {
    switch (order.act) {
        case Act::lock:
            return car().doors().locked();
        case Act::unlock:
            return !car().doors().locked();
        case Act::charge_now:
            return car().charge_port().charging();
        case Act::set_charge_limit:
            return car().charge_port().limit_percent() == *order.arguments.limit_percent;
        case Act::precondition_start:
            return car().climate().mode() != wire::Preconditioning::off;
        case Act::precondition_stop:
            return car().climate().mode() == wire::Preconditioning::off;
        case Act::set_climate_programme:
            return climate_.holds(*order.arguments.climate_programme);
        case Act::remove_climate_programme:
            return !climate_.has_programme(*order.arguments.slot);
        case Act::set_charging_programme:
            return charging_.holds(*order.arguments.programme);
        case Act::remove_charging_programme:
            return !charging_.has_programme(*order.arguments.slot);
        case Act::set_off_peak:
            return charging_.plan().off_peak == order.arguments.off_peak;
        case Act::pause_charging:
            return charging_.plan().paused_until == order.arguments.paused_until;
        case Act::horn:
        case Act::lights:
        case Act::locate:
        case Act::refresh:
        case Act::postpone_charge:
            break;
    }
    return false;
}

/// The owner asked where the car is, which is free (rule K7) and needs no pack: this once the position is
/// told.
void VehicleAgent::locate(Turn& turn) {
    auto products = running_;
    products.add(entitlements::Product::mapping_pack);
    reporter_.add(turn, entitlements::only_entitled(car().measure(turn.now()), products));
    reporter_.flush(turn);
}

}  // namespace traction::agent
