/// The people of the story: how they sign up, read their mail, sign in, and get a car.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "cloud/tour/stage.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::tour {

/// Who lets people in.
struct Reception {
    ctl::Broker broker;          ///< the door for people
    std::filesystem::path mail;  ///< Maildir of the sandbox
    ports::Randomness& randomness;
};

class People {
   public:
    People(Stage& stage, Reception reception);

    /// Signs up at the app's door with the car, activates with the code of the letter, signs in with the
    /// password that was mailed, and chooses another. Rules A1 to A3.
    std::unique_ptr<ctl::Session> arrives_with_car(const std::string& email, const Vin& vin);
    /// Signs up at the store's door with a password, activates and signs in.
    std::unique_ptr<ctl::Session> arrives_at_store(const std::string& email);
    /// A new help-desk agent, let in by the operator.
    std::unique_ptr<ctl::Session> desk_agent(ctl::Session& operators, const std::string& name);

    /// Has the car show a code, and types it. Rule G5.
    wire::Answer types_code(ctl::Session& who, const PlayedCar& car);
    /// The same, and the car is paired. Throws NotSeen when it is not.
    void pairs(ctl::Session& who, const PlayedCar& car);
    /// The next letter to this address has come.
    void gets_letter(const std::string& what, const std::string& email, const std::string& subject);

   private:
    std::unique_ptr<ctl::Session> session(ctl::Identity identity);
    void activates(const std::string& email);
    std::unique_ptr<ctl::Session> signs_in(const std::string& email, const std::string& password);
    /// The newest mail to this address in which `after` is followed by something in groups of four; gives
    /// that.
    std::string from_mail(const std::string& email, const std::string& after);

    Stage& stage_;
    Reception reception_;
    std::unique_ptr<ctl::Session> guest_;
};

/// A session of staff. Throws NotSeen when they are not let in.
std::unique_ptr<ctl::Session> staff_session(const Reception& reception, wire::access::Role role,
                                            const std::string& name, const std::string& password);

}  // namespace traction::tour
