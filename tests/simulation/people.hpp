/// What owners and a help-desk agent of the simulated world do with cars and contracts: sensible and foolish
/// things at random moments.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "tests/simulation/listeners.hpp"
#include "tests/simulation/shoppers.hpp"
#include "tests/simulation/town.hpp"

namespace traction::simulation {

class People {
   public:
    /// What a person reads on the screen of a car that he sits in; empty when nothing is there.
    using ReadScreen = std::function<std::string(const Vin&)>;

    People(Town& town, NoticeWatcher& notices, std::vector<Vin> vins, ReadScreen read_screen);

    void begin(Timestamp now);
    /// Whether somebody is signed in with the app, and may act.
    void set_present(const std::string& account, bool yes);
    std::optional<Timestamp> next_action() const;
    void act(Timestamp now);
    void on_notification(const std::string& account, const ports::Message& message);

    struct Asked {
        Timestamp at{};
        wire::commands::Send send;
    };
    /// Every remote command that was ever asked for.
    const std::map<std::string, Asked>& commands() const { return commands_; }

   private:
    using Answered = Apps::Answered;

    void do_something(Timestamp now);
    void remote_control(const std::string& account, Timestamp now);
    void send(const std::string& account, const Vin& vin, wire::commands::Act act, Timestamp now);
    void change_contract(const std::string& account);
    void renew(const std::string& account);
    void call_help_desk();
    /// Adds the car, lets it show a code, and types what is on its screen.
    void pair(const std::string& account, const Vin& vin);
    void type_codes(Timestamp now);
    void type_code(const std::string& account, const Vin& vin);
    template <class Body>
    void owner_asks(const std::string& account, std::string_view worker, const Body& body,
                    Answered answered = {});
    template <class Body>
    void desk_asks(std::string_view worker, const Body& body);

    Town& town_;
    Dice& dice_;
    std::vector<std::string> accounts_;  ///< of those who are present
    std::vector<Vin> vins_;
    ReadScreen read_screen_;
    Shoppers shoppers_;
    Listeners listeners_;
    Timestamp next_deed_{};
    std::vector<std::pair<std::string, Vin>> to_type_;           ///< who sits in which car that shows a code
    Timestamp typing_at_ = kEarliest;                            ///< `kEarliest`: not begun
    std::map<std::string, std::vector<std::string>> contracts_;  ///< of each account, as it was told
    std::map<std::string, std::vector<std::string>> to_renew_;   ///< whose last day was announced
    std::map<std::string, Asked> commands_;
};

}  // namespace traction::simulation
