/// Which happening becomes which notification, in which words. Pure: no bus, clock or database. Rules B2, E4,
/// C2, C3, C7, H1, N1.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/calendar.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::notifications {

enum class Kind {
    charge_complete,
    rapid_charge_80,
    charging_fault,
    charge_not_started,
    charge_will_be_late,
    contract_activated,
    entitlement_pending,
    renewal_reminder,
    anniversary_reached,
    contract_renewed,
    contract_extended,
    contract_suspended,
    contract_resumed,
    contract_expired,
    contract_ended,
    teardown_done,
    sight_granted
};

/// What a notification tells of. What tells of the car is personal data of an ownership period and is erased
/// with it; notices of contracts and of security stay, and cannot be switched off. Rules N1, C7.
enum class Subject { car, contract, security };

struct KindRow {
    Kind kind;
    std::string_view name;
    Subject subject;
};
inline constexpr std::array kKinds{
    KindRow{Kind::charge_complete, "charge_complete", Subject::car},
    KindRow{Kind::rapid_charge_80, "rapid_charge_80", Subject::car},
    KindRow{Kind::charging_fault, "charging_fault", Subject::car},
    KindRow{Kind::charge_not_started, "charge_not_started", Subject::car},
    KindRow{Kind::charge_will_be_late, "charge_will_be_late", Subject::car},
    KindRow{Kind::contract_activated, "contract_activated", Subject::contract},
    KindRow{Kind::entitlement_pending, "entitlement_pending", Subject::contract},
    KindRow{Kind::renewal_reminder, "renewal_reminder", Subject::contract},
    KindRow{Kind::anniversary_reached, "anniversary_reached", Subject::contract},
    KindRow{Kind::contract_renewed, "contract_renewed", Subject::contract},
    KindRow{Kind::contract_extended, "contract_extended", Subject::contract},
    KindRow{Kind::contract_suspended, "contract_suspended", Subject::contract},
    KindRow{Kind::contract_resumed, "contract_resumed", Subject::contract},
    KindRow{Kind::contract_expired, "contract_expired", Subject::contract},
    KindRow{Kind::contract_ended, "contract_ended", Subject::contract},
    KindRow{Kind::teardown_done, "teardown_done", Subject::security},
    KindRow{Kind::sight_granted, "sight_granted", Subject::security},
};
constexpr const KindRow& row_of(Kind kind) {
    return kKinds[static_cast<std::size_t>(kind)];
}
static_assert(
    [] {
        for (std::size_t at = 0; at < kKinds.size(); ++at) {
            if (kKinds[at].kind != static_cast<Kind>(at)) return false;
        }
        return true;
    }(),
    "one row per kind, in the order of the kinds");

/// What the owner is to be told. Two notices of the same cause are one.
struct Notice {
    Kind kind{};
    std::string cause;
    Timestamp at{};
    std::string text;
    Vin vin;
    std::optional<ContractId> contract;
};

/// Nothing when owners are not told of that. Each once per charging session and kind (rule E4); what is said
/// of a programme once for each of its runs (rule E5).
std::optional<Notice> notice_of(const wire::state::VehicleHappening& happening, const Zone& zone);

/// One of the events of a contract's life; `at` is the event's instant. What can happen again is told
/// once per local day, the rest once per contract.
Notice notice_of(Kind kind, const wire::contracts::ContractEvent& event, Timestamp at);
/// Rule C3.
Notice notice_of(const wire::contracts::RenewalReminder& reminder, Timestamp at);
/// Rule C7.
Notice notice_of(const wire::contracts::TeardownDone& done, Timestamp at);
/// Once per grant. Rule H1.
Notice notice_of(const wire::state::SightGranted& granted, Timestamp at, const Zone& zone);

}  // namespace traction::notifications
