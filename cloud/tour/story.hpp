/// The story that `scripts/run --tour` lives: people sign up and get their cars, a car's day, a contract's
/// years, a sale and a theft. Everything is asked over the topics, as any app would, and every step is seen
/// on the broker. One file for each of its parts: `store_chapters`, `car_chapters`, `contract_chapters`,
/// `theft_chapters`.
#pragma once

#include <memory>
#include <string>

#include "cloud/tour/people.hpp"
#include "cloud/tour/shopping.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::tour {

/// The cars that play.
struct Cast {
    PlayedCar car;        ///< of the story's owner
    PlayedCar other_car;  ///< is sold, and stolen
};

class Story {
   public:
    Story(Witness& witness, ctl::Session& operators, Reception reception, Cast cast);
    /// Throws NotSeen at the first step that does not happen.
    void live();

   private:
    static constexpr const char* kOwner = "ada@example.org";
    static constexpr const char* kSeller = "sue@example.org";
    static constexpr const char* kNeighbour = "ben@example.org";
    static constexpr Milliseconds kHeardWithin{20'000};

    void everybody_arrives();
    void people_sign_up();
    void cars_are_paired();
    void somebody_goes_shopping();
    void car_drives();
    void car_is_private();
    void charging_is_postponed();
    void charging_completes();
    void cabin_is_warm_in_time();
    void term_is_charged();
    void refused_card_recovers();
    void unpaid_contract_ends();
    void renewal_is_refused_the_day_before();
    void renewal_on_the_day();
    void automatic_renewal();
    void contract_expires();
    void car_is_sold();
    void car_is_stolen();
    void sight_and_control_have_ended();

    void car_is_told(const std::string& what, const char* id, wire::commands::Act act,
                     const wire::commands::Arguments& arguments);
    TeardownId desk_ends(const Vin& vin);
    void shows_receipt(const TeardownId& teardown);
    void gets_paired(ctl::Session& who, const PlayedCar& car);
    void drives(const PlayedCar& car);
    /// A year of it, until the car has confirmed it.
    ContractId buys(ctl::Session& who, const Vin& vin, wire::contracts::Product product);
    ContractId takes_home(ctl::Session& who, const Vin& vin);
    std::string account_of(const ctl::Session& who) const { return who.identity().name; }

    Witness& witness_;
    ctl::Session& operators_;
    Stage stage_;
    People people_;
    Shopping shopping_;
    Cast cast_;
    std::unique_ptr<ctl::Session> owner_, seller_, neighbour_, desk_;
    ContractId contract_;        ///< a pack, renewed by hand
    ContractId other_contract_;  ///< a service, renewed by itself
};

}  // namespace traction::tour
