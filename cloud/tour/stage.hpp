/// What every chapter of the tour's story uses: to ask, to be refused, to lend a car hands and read its
/// screen, and to move time.
#pragma once

#include <string>

#include "cloud/tour/witness.hpp"

namespace traction::tour {

/// A car of the story, and how a person in it is played.
struct PlayedCar {
    Vin vin;
    std::string hands;   ///< named pipe: what a person does to the car by hand
    std::string screen;  ///< file of what the car shows
};

/// How long somebody of the story waits for an answer.
inline constexpr Milliseconds kAnswerPatience{20'000};

class Stage {
   public:
    Stage(Witness& witness, ctl::Session& operators) : witness_(witness), operators_(operators) {}

    Witness& witness() { return witness_; }

    /// Throws NotSeen when nobody answers.
    wire::Answer ask(ctl::Session& who, std::string_view worker, std::string_view verb,
                     const wire::Json& body);
    template <class Body>
    wire::Answer ask(ctl::Session& who, std::string_view worker, const Body& body) {
        return ask(who, worker, Body::kVerb, body.json());
    }
    /// Throws NotSeen when it is refused.
    template <class Body>
    wire::Json done(ctl::Session& who, std::string_view worker, const Body& body) {
        return done(who, worker, Body::kVerb, body.json());
    }
    wire::Json done(ctl::Session& who, std::string_view worker, std::string_view verb,
                    const wire::Json& body);
    /// `who` sees on the broker that it was refused for this reason.
    void refused(const std::string& what, ctl::Session& who, const wire::Answer& answer,
                 const std::string& code);

    void hands(const PlayedCar& car, const std::string& line);
    /// The next code that the car shows, after `earlier`. Throws NotSeen.
    std::string next_code(const PlayedCar& car, const std::string& earlier);

    void advance_to(const std::string& instant);
    void time_runs(double rate);

   private:
    Witness& witness_;
    ctl::Session& operators_;
};

/// The code that a car showed last; empty when it never showed any.
std::string last_code(const PlayedCar& car);
/// The topic of an aspect of a car's twin.
std::string twin(const Vin& vin, std::string_view aspect);
/// The value of a signal in a twin's aspect, or nothing.
wire::Json value_in(const wire::Json& aspect, const char* signal);
/// Fits what tells of this car.
Witness::Fits of_vehicle(const Vin& vin);
/// Fits what tells of this contract.
Witness::Fits of_contract(const ContractId& contract);
/// Fits an order or a word of a car about this contract's entitlement.
Witness::Fits says_granted(const ContractId& contract, bool granted);
/// Fits whatever comes.
bool anything(const wire::Json&);

}  // namespace traction::tour
