#include "tests/simulation/people.hpp"

#include <algorithm>

#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/notifications.hpp"
#include "shared/wire/messages/state.hpp"
#include "shared/wire/topics.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using wire::TopicKind;
namespace commands = wire::commands;
namespace contracts = wire::contracts;

namespace {

constexpr Milliseconds kReadingTakes = std::chrono::minutes{1};
constexpr Milliseconds kDeedEvery = std::chrono::hours{2};
const std::string kDesk = "desk-agent";

commands::Arguments arguments_of(commands::Act act, Dice& dice, Timestamp now) {
    commands::Arguments arguments;
    const auto slot = [&] { return 1 + static_cast<int>(dice.below(commands::kSlots)); };
    const auto time = [&] { return std::chrono::minutes{dice.below(1440)}; };
    if (act == commands::Act::set_charging_programme) {
        arguments.programme =
            commands::ChargingProgramme{.slot = slot(), .active = dice.chance(0.8), .start = time()};
        if (dice.chance(0.5)) arguments.programme->end = time();
    }
    if (act == commands::Act::set_off_peak)
        arguments.off_peak = commands::OffPeakProgramme{.active = dice.chance(0.5),
                                                        .hours = {.windows = {{.from = 23h, .until = 6h}}}};
    if (act == commands::Act::set_climate_programme)
        arguments.climate_programme =
            commands::ClimateProgramme{.slot = slot(), .active = dice.chance(0.8), .ready_at = time()};
    if (act == commands::Act::remove_charging_programme || act == commands::Act::remove_climate_programme)
        arguments.slot = slot();
    if (act == commands::Act::pause_charging && dice.chance(0.7))
        arguments.paused_until = now + std::chrono::hours{dice.below(100)};
    if (act == commands::Act::set_charge_limit)
        arguments.limit_percent = 50 + static_cast<int>(dice.below(51));
    return arguments;
}

}  // namespace

People::People(Town& town, NoticeWatcher& notices, std::vector<Vin> vins, ReadScreen read_screen)
    : town_(town),
      dice_(town.dice),
      vins_(std::move(vins)),
      read_screen_(std::move(read_screen)),
      shoppers_(
          town, vins_,
          [this](const auto& account, const auto& contract) { contracts_[account].push_back(contract); }),
      listeners_(town, notices) {}

void People::begin(Timestamp now) {
    next_deed_ = now;
    town_.apps.install(kDesk, {wire::topic(TopicKind::desk_answer, {kDesk})}, "", now);
}

void People::set_present(const std::string& account, bool yes) {
    std::erase(accounts_, account);
    if (yes) accounts_.push_back(account);
}

std::optional<Timestamp> People::next_action() const {
    std::optional<Timestamp> next;
    if (!town_.resting) next = next_deed_;
    if (!to_type_.empty()) next = next ? std::min(*next, typing_at_) : typing_at_;
    return next;
}

void People::act(Timestamp now) {
    if (!town_.resting && next_deed_ <= now) {
        if (!accounts_.empty()) do_something(now);
        next_deed_ = now + dice_.about(kDeedEvery);
    }
    type_codes(now);
}

void People::do_something(Timestamp now) {
    const auto& account = dice_.one_of(accounts_);
    const auto& vin = dice_.one_of(vins_);
    const auto what = dice_.below(100);
    if (!to_renew_[account].empty()) return renew(account);
    if (what < 3) return owner_asks(account, "garage", wire::garage::AskPreview{vin});
    if (what < 14) return pair(account, vin);
    if (what < 15) return owner_asks(account, "garage", wire::garage::Remove{vin});
    if (what < 36) return shoppers_.shop(account);
    if (what < 38) return shoppers_.change_card(account);
    if (what < 42) return renew(account);
    if (what < 45) return change_contract(account);
    if (what < 52) return owner_asks(account, "state", wire::state::Watch{vin});
    if (what < 53) return call_help_desk();
    if (what < 56) return desk_asks("garage", wire::garage::ClearStolen{vin});
    if (what < 66) return listeners_.act(account);
    remote_control(account, now);
}

void People::pair(const std::string& account, const Vin& vin) {
    owner_asks(account, "garage", wire::garage::Add{vin}, [this, account, vin](const wire::Answer& added) {
        if (!added.done || added.body.at("paired") == true) return;
        owner_asks(account, "garage", wire::garage::ShowCode{vin},
                   [this, account, vin](const wire::Answer& shown) {
                       if (shown.done) to_type_.emplace_back(account, vin);
                   });
    });
}

/// It takes a moment until the code is read from the screen.
void People::type_codes(Timestamp now) {
    if (to_type_.empty() || typing_at_ > now) return;
    if (std::exchange(typing_at_, kEarliest) == kEarliest) {
        typing_at_ = now + dice_.about(kReadingTakes);
        return;
    }
    for (const auto& [account, vin] : std::exchange(to_type_, {})) {
        // Whoever has the car looks at it and steers it at that very moment.
        for (const auto& other : accounts_) {
            owner_asks(other, "state", wire::state::Watch{vin});
            send(other, vin, commands::Act::refresh, now);
        }
        type_code(account, vin);
    }
}

/// Sometimes he mistypes it, until the code is taken back or he gets it right (G5); and sometimes it is
/// another's code that the car shows.
void People::type_code(const std::string& account, const Vin& vin) {
    const auto screen = read_screen_(vin);
    const auto mistakes = dice_.chance(0.9) ? 0 : 1 + dice_.below(6);
    for (std::size_t i = 0; i < mistakes; ++i)
        owner_asks(account, "garage", wire::garage::Pair{.vin = vin, .code = "WRONG"});
    if (mistakes > 0 && dice_.chance(0.5)) return;
    owner_asks(account, "garage",
               wire::garage::Pair{.vin = vin, .code = screen.substr(screen.rfind(' ') + 1)});
}

void People::remote_control(const std::string& account, Timestamp now) {
    if (dice_.chance(0.1) && !commands_.empty()) {
        auto any = commands_.begin();
        std::advance(any, static_cast<std::ptrdiff_t>(dice_.below(commands_.size())));
        return owner_asks(account, "commands", commands::Cancel{any->second.send.command});
    }
    const auto& vin = dice_.one_of(vins_);
    send(account, vin, static_cast<commands::Act>(dice_.below(commands::kActNames.size())), now);
}

void People::send(const std::string& account, const Vin& vin, commands::Act act, Timestamp now) {
    commands::Send send{.command = *CommandId::parse("command-" + std::to_string(commands_.size())),
                        .vin = vin,
                        .act = act,
                        .arguments = {},
                        .deadline = now + dice_.about(std::chrono::hours{1})};
    send.arguments = arguments_of(send.act, dice_, now);
    commands_.emplace(send.command.text(), Asked{now, send});
    owner_asks(account, "commands", send);
}

/// Extends what may be a pack, which is to be refused, or switches its automatic renewal.
void People::change_contract(const std::string& account) {
    if (contracts_[account].empty()) return;
    const auto contract = ContractId::parse(dice_.one_of(contracts_[account]));
    if (!contract) return;
    if (dice_.chance(0.5)) return owner_asks(account, "contracts", contracts::Extend{{*contract}});
    owner_asks(account, "contracts",
               contracts::SetAutomaticRenewal{.contract = *contract, .wanted = dice_.chance(0.5)});
}

/// On the last day when it was told of it; else at any time, which is to be refused.
void People::renew(const std::string& account) {
    auto& known = to_renew_[account].empty() ? contracts_[account] : to_renew_[account];
    if (known.empty()) return;
    const auto contract = ContractId::parse(dice_.one_of(known));
    to_renew_[account].clear();
    if (contract) owner_asks(account, "contracts", contracts::Renew{{*contract}});
}

void People::call_help_desk() {
    desk_asks("contracts", contracts::EndForCar{.vin = dice_.one_of(vins_),
                                                .reason = static_cast<contracts::EndReason>(
                                                    dice_.below(contracts::kEndReasonNames.size())),
                                                .asked_by = "somebody",
                                                .evidence = "file-1"});
}

template <class Body>
void People::owner_asks(const std::string& account, std::string_view worker, const Body& body,
                        Answered answered) {
    town_.ask(account, kPhone, worker, body, std::move(answered));
}

template <class Body>
void People::desk_asks(std::string_view worker, const Body& body) {
    town_.apps.ask(kDesk, wire::topic(TopicKind::desk_ask, {kDesk, worker, Body::kVerb}), body.json());
}

void People::on_notification(const std::string& account, const ports::Message& message) {
    const auto json = wire::parse_json(message.payload);
    if (!json) return;
    const auto told =
        wire::read_message<wire::notifications::Notification>(*json, wire::UnknownFields::allowed);
    if (told && told->kind == contracts::AnniversaryReached::kType && told->contract && dice_.chance(0.7)) {
        to_renew_[account].push_back(told->contract->text());
    }
}

}  // namespace traction::simulation
