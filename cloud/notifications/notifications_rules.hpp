/// Which happening becomes which notification, in which words. Pure: no bus, clock or database. Rules B2, E4,
/// C2, C3, C7, H1, N1.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/dates_in_words.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/notifications.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::notifications {

using wire::notifications::Kind;
using wire::notifications::kKindNames;

/// What a notification tells of. What tells of the car is personal data of an ownership period and is erased
/// with it; notices of contracts and of security stay, and cannot be switched off. Rules N1, C7.
enum class Subject { car, contract, security };

struct KindRow {
    Kind kind;
    Subject subject;
    std::string_view rule;  ///< that has it told. Rule K6
};
inline constexpr std::array kKinds{
    KindRow{Kind::charge_complete, Subject::car, "E4"},
    KindRow{Kind::rapid_charge_80, Subject::car, "E4"},
    KindRow{Kind::charging_fault, Subject::car, "E4"},
    KindRow{Kind::contract_activated, Subject::contract, "C2"},
    KindRow{Kind::entitlement_pending, Subject::contract, "C2"},
    KindRow{Kind::renewal_reminder, Subject::contract, "C3"},
    KindRow{Kind::anniversary_reached, Subject::contract, "C3"},
    KindRow{Kind::contract_renewed, Subject::contract, "C3"},
    KindRow{Kind::contract_extended, Subject::contract, "C4"},
    KindRow{Kind::contract_suspended, Subject::contract, "B2"},
    KindRow{Kind::contract_resumed, Subject::contract, "B2"},
    KindRow{Kind::contract_expired, Subject::contract, "C5"},
    KindRow{Kind::contract_ended, Subject::contract, "C6"},
    KindRow{Kind::teardown_done, Subject::security, "C7"},
    KindRow{Kind::sight_granted, Subject::security, "H1"},
    KindRow{Kind::charge_not_started, Subject::car, "E5"},
    KindRow{Kind::charge_will_be_late, Subject::car, "E5"},
};
constexpr const KindRow& row_of(Kind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}
constexpr std::string_view name_of(Kind kind) {
    return kKindNames[static_cast<std::size_t>(kind)];
}
constexpr bool can_be_switched_off(Kind kind) {
    return row_of(kind).subject == Subject::car;
}
static_assert(
    kKinds.size() == kKindNames.size() &&
        [] {
            for (std::size_t at = 0; at < kKinds.size(); ++at) {
                if (kKinds[at].kind != static_cast<Kind>(at)) return false;
                if (kKinds[at].subject == Subject::car &&
                    !wire::notifications::is_mailed_on_wish(kKinds[at].kind))
                    return false;
            }
            return true;
        }(),
    "one row per kind, in the order of the kinds; what a car does is mailed on wish only");

/// What the owner is to be told. Two notices of the same cause are one.
struct Notice {
    Kind kind{};
    std::string cause;
    Timestamp at{};
    std::string text;
    Vin vin;
    std::optional<ContractId> contract;
};

/// Who is told, as far as the words go.
struct Listener {
    Language language = Language::english;
    Zone zone = Zone::standard();
};

/// Nothing when owners are not told of that. Each once per charging session and kind. Rule E4.
std::optional<Notice> notice_of(const wire::state::VehicleHappening& happening, const Listener& listener);

/// One of the events of a contract's life; `at` is the event's instant. What can happen again is told
/// once per local day, the rest once per contract.
Notice notice_of(Kind kind, const wire::contracts::ContractEvent& event, Timestamp at,
                 const Listener& listener);
/// Rule C3.
Notice notice_of(const wire::contracts::RenewalReminder& reminder, Timestamp at, const Listener& listener);
/// Rule C7.
Notice notice_of(const wire::contracts::TeardownDone& done, Timestamp at, const Listener& listener);
/// Once per grant. Rule H1.
Notice notice_of(const wire::state::SightGranted& granted, Timestamp at, const Listener& listener);

/// What stands behind the text of what is told late.
std::string told_late(Timestamp happened_at, const Listener& listener);

}  // namespace traction::notifications
