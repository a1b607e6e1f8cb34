/// What the tests of `commands` share: an owner, a car, and what they say to the worker.
#pragma once

#include "cloud/commands/commands_worker.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

using namespace std::chrono_literals;
using commands::Act;
using commands::Phase;
using wire::commands::CommandOrder;
using wire::commands::CommandOutcome;

inline const Timestamp kNoon = *parse_timestamp("2026-03-02T12:00:00Z");
inline const Vin kVin = *Vin::parse("VF1AG000X64744520");
inline const AccountId kAnna = *AccountId::parse("anna");
inline const AccountId kBen = *AccountId::parse("ben");

/// Anna has the car; it is online unless it sleeps.
class Conversation : public OneWorker {
   public:
    Conversation() : OneWorker(commands::worker_kind(), kNoon) {
        ownership_begins(kAnna, 1);
        vehicle_is(kVin, true);
    }
    void car_sleeps() { vehicle_is(kVin, false); }
    void car_wakes() { vehicle_is(kVin, true); }
    void comes_back() {
        crash();
        car_wakes();
    }

    static wire::commands::Send command(const std::string& id, Act act,
                                        std::optional<Timestamp> deadline = {}) {
        return {
            .command = *CommandId::parse(id), .vin = kVin, .act = act, .arguments = {}, .deadline = deadline};
    }
    static wire::commands::Send limit(const std::string& id, int percent) {
        auto send = command(id, Act::set_charge_limit);
        send.arguments.limit_percent = percent;
        return send;
    }
    Answered anna_sends(const wire::commands::Send& send) { return owner_asks("anna", send); }
    Answered anna_sends(const std::string& id, Act act = Act::lock) { return anna_sends(command(id, act)); }
    Answered anna_cancels(const std::string& id) {
        return owner_asks("anna", wire::commands::Cancel{*CommandId::parse(id)});
    }
    void car_says(const std::string& id, Phase phase, const std::string& reason = {}) {
        hears_outcome(
            kVin,
            CommandOutcome{.command = *CommandId::parse(id), .phase = phase, .at = now(), .reason = reason});
    }
    void ownership_begins(const AccountId& account, OwnershipPeriod period) {
        hears("garage", wire::garage::OwnershipBegan{.vin = kVin, .period = period, .account = account});
    }
    void ownership_ends(const AccountId& account, OwnershipPeriod period,
                        wire::garage::PeriodEnd reason = wire::garage::PeriodEnd::moved) {
        hears("garage", wire::garage::OwnershipEnded{
                            .vin = kVin, .period = period, .account = account, .reason = reason});
    }
    void teardown_begins() {
        hears("contracts", wire::contracts::TeardownBegan{.teardown = *TeardownId::parse("teardown-1"),
                                                          .vin = kVin,
                                                          .period = 1,
                                                          .account = kAnna,
                                                          .reason = {}});
    }

    /// The ids of the orders sent to the car since the last look.
    std::vector<std::string> orders() {
        std::vector<std::string> ids;
        for (const auto& body : sent(wire::order_stream(kVin, "commands"))) ids.push_back(body.at("command"));
        return ids;
    }
    /// "accepted sent done", as `show` tells it to Anna; the refusal when it is refused.
    std::string life_of(const std::string& id) {
        const auto shown = owner_asks("anna", wire::commands::Show{*CommandId::parse(id)});
        return shown.done ? phases(shown.body.at("steps")) : shown.refused;
    }
    /// The same as it was published since the last look.
    std::string told(const std::string& account, const std::string& id) {
        return phases(published(wire::topic(wire::TopicKind::command_step, {account, id})));
    }

   private:
    static std::string phases(const wire::Json& steps) {
        std::string text;
        for (const auto& step : steps) text.append(text.empty() ? "" : " ").append(step.at("phase"));
        return text;
    }
};

}  // namespace traction::test
