#include "cloud/notifications/notice_texts.hpp"

namespace traction::notifications {
namespace {

constexpr LanguageTexts kEnglish{
    .notices =
        {{{Kind::charge_complete, "Your car {0} finished charging on {1}: {2}."},
          {Kind::rapid_charge_80,
           "Your car {0} reached 80 % at a rapid charge point on {1}. Charging goes on more slowly."},
          {Kind::charging_fault, "Your car {0} stopped charging on {1}: {2}."},
          {Kind::contract_activated, "A contract of your car {0} began on {1}: the car has confirmed it."},
          {Kind::entitlement_pending,
           "Your car {0} has not confirmed a contract for 7 days. Drive it where there is reception."},
          {Kind::renewal_reminder,
           "A contract of your car {0} ends {2}, on {1}. It can be renewed on that day only."},
          {Kind::anniversary_reached,
           "Today, {1}, is the last day of a contract of your car {0}. It can be renewed until midnight."},
          {Kind::contract_renewed, "A contract of your car {0} was renewed on {1}."},
          {Kind::contract_extended, "A contract of your car {0} was extended by a term on {1}."},
          {Kind::contract_suspended,
           "A contract of your car {0} is suspended since {1}, because it could not be charged. It ends in "
           "14 days, unless it is paid before: check your payment means."},
          {Kind::contract_resumed, "A contract of your car {0} goes on since {1}: it is paid."},
          {Kind::contract_expired,
           "A contract of your car {0} was not renewed. It has ended, and so has its service in the car."},
          {Kind::contract_ended, "A contract of your car {0} has ended before its term, on {1}."},
          {Kind::teardown_done,
           "Because of {2}, the contracts of the car {0} have ended, you no longer see or control it, and "
           "its data is erased. If you did not expect this, call {3}."},
          {Kind::sight_granted,
           "The help desk may see where your car {0} is until {1}. The purpose it gave: {2}. If you did not "
           "expect this, call {3}."},
          {Kind::charge_not_started,
           "Your car {0} did not start charging as programmed, on {1}, though it is plugged in: {2}."},
          {Kind::charge_will_be_late,
           "Your car {0} will not be charged as far as you programmed: the charge point is too slow, as was "
           "seen on "
           "{1}."}}},
    .completions = {{{"full", "the battery is full"},
                     {"limit_reached", "your charge limit is reached"},
                     {"target_reached", "your target is reached"}}},
    .completed = "the battery is full",
    .faults = {{{"power_cut", "the power was cut"},
                {"unplugged", "it was unplugged"},
                {"charge_point_error", "the charge point reported an error"}}},
    .fault = "the car reported a fault",
    .hindrances = {{{"power_cut", "the charge point has no power"},
                    {"charge_point_error", "the charge point reported an error"},
                    {"part_failed", "its charge port does not answer"}}},
    .hindrance = "the car does not know why",
    .end_reasons = {"sale", "theft", "destruction", "the end of its lease", "another reason"},
    .tomorrow = "tomorrow",
    .in_days = "in {0} days",
    .late = " You are told late: it happened on {0}, and was not known until now."};
static_assert(has_every_kind(kEnglish), "one row per kind, in the order of the kinds");

}  // namespace

const LanguageTexts& english() {
    return kEnglish;
}

}  // namespace traction::notifications
