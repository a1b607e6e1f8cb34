#include "tests/broker/system/busy_owner.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "shared/wire/messages/commands.hpp"

namespace traction::test {

namespace commands = wire::commands;

namespace {

constexpr std::array kActs{commands::Act::lock, commands::Act::horn, commands::Act::lights,
                           commands::Act::unlock};

bool has_ended(ctl::Session& session, const CommandId& command) {
    const auto shown = done(session, "commands", commands::Show{command});
    const auto phase = std::find(commands::kPhaseNames.begin(), commands::kPhaseNames.end(),
                                 shown.at("phase").get<std::string>());
    return commands::is_end(static_cast<commands::Phase>(phase - commands::kPhaseNames.begin()));
}

}  // namespace

BusyOwner::BusyOwner(System& system, const std::string& account, const Vin& vin)
    : session_(system.session(wire::Party::owner, account)),
      given_(std::async(std::launch::async, [this, vin] { return give_orders(*session_, vin); })) {}

std::vector<std::string> BusyOwner::finish() {
    stopping_ = true;
    return given_.get();
}

std::vector<std::string> BusyOwner::give_orders(ctl::Session& session, const Vin& vin) {
    std::vector<std::string> given;
    while (!stopping_) {
        std::vector<CommandId> under_way;
        for (const auto act : kActs) {
            under_way.push_back(*CommandId::parse(session.fresh_id()));
            const commands::Send order{
                .command = under_way.back(), .vin = vin, .act = act, .arguments = {}, .deadline = {}};
            done(session, "commands", order);
            given.push_back(order.command.text());
        }
        for (const auto& command : under_way) {
            if (!wait_until([&] { return has_ended(session, command); }, kPatience))
                throw std::runtime_error("an order never ends: " + command.text());
            ++ended_;
        }
    }
    return given;
}

}  // namespace traction::test
