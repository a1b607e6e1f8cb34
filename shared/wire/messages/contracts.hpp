/// What is said to and by the worker `contracts`.
#pragma once

#include "shared/wire/messages/garage.hpp"

namespace traction::wire::contracts {

enum class Product { monitoring_pack, mapping_pack, tracking_pack, teleservices, connect_nav, speedcam };
inline constexpr std::array<std::string_view, 6> kProductNames{
    "monitoring_pack", "mapping_pack", "tracking_pack", "teleservices", "connect_nav", "speedcam"};
/// A pack is renewed on its last day only; a service can be extended before. Rules S1, C3, C4.
constexpr bool is_pack(Product product) {
    return product == Product::monitoring_pack || product == Product::mapping_pack ||
           product == Product::tracking_pack;
}
/// Terms on sale, in calendar months. Rule C1.
inline constexpr std::array kTerms{1, 12, 24, 36};
/// The field `term_months`.
int read_term(Reader& reader);

enum class EndReason { sale, theft, destruction, lease_end, other };
inline constexpr std::array<std::string_view, 5> kEndReasonNames{"sale", "theft", "destruction", "lease_end",
                                                                 "other"};

/// What an end by the help desk does beyond ending the contracts, withdrawing the entitlements and never
/// charging what was not charged: in this the reasons differ. Rule C7.
struct EndEffects {
    EndReason reason;
    /// A teardown: the owner's sight and control end, and his personal data of the car is erased.
    bool tears_down;
    bool blocks_pairing;  ///< nobody can pair the car until the help desk clears it
    bool revokes_car;     ///< its certificate is good no more: it can never come back
};
// clang-format off
inline constexpr std::array kEndEffects{
    //         reason                  tears_down  blocks_pairing  revokes_car
    EndEffects{EndReason::sale,        true,       false,          false},
    EndEffects{EndReason::theft,       true,       true,           false},
    EndEffects{EndReason::destruction, true,       false,          true},
    EndEffects{EndReason::lease_end,   true,       false,          false},
    EndEffects{EndReason::other,       false,      false,          false},
};
// clang-format on
constexpr const EndEffects& effects_of(EndReason reason) {
    return kEndEffects[static_cast<std::size_t>(reason)];
}
static_assert(
    [] {
        for (std::size_t at = 0; at < kEndEffects.size(); ++at) {
            const auto& row = kEndEffects[at];
            if (row.reason != static_cast<EndReason>(at)) return false;
            if ((row.blocks_pairing || row.revokes_car) && !row.tears_down) return false;
        }
        return kEndEffects.size() == kEndReasonNames.size();
    }(),
    "one row per reason, in the order of the reasons; a car is blocked only where its owner lost it");

/// A contract's life. Rules B2, C2, C3, C6.
enum class Phase {
    pending,  ///< the car has not confirmed the entitlement yet
    active,
    suspended,  ///< not paid: the entitlement is withdrawn, and the terms go on
    expired,
    ended  ///< before its term, by the help desk or because it was not paid
};
inline constexpr std::array<std::string_view, 5> kPhaseNames{"pending", "active", "suspended", "expired",
                                                             "ended"};

/// A contract as its owner and the help desk see it.
struct ContractView {
    ContractId contract;
    Vin vin;
    Product product{};
    int term_months = 0;
    Phase phase{};
    bool automatic_renewal = false;
    std::optional<LocalDay> opened_on;  ///< in `zone`; nothing while pending
    std::optional<LocalDay> last_day;   ///< the anniversary: the day on which it can be renewed
    std::string zone;
    std::optional<Money> price = std::nullopt;                ///< of each term, tax included
    std::optional<Timestamp> suspended_until = std::nullopt;  ///< unpaid until then, it ends. Rule B2
    static ContractView read(Reader& reader);
    Json json() const;
};

/// One step of a contract. Rule C8.
struct HistoryEntry {
    Timestamp at{};
    std::string step;   ///< "bought", "activated", "renewed", …
    std::string cause;  ///< the rule or the event that led to it
    std::string actor;  ///< "owner", "vehicle", "calendar", "desk:NAME"
    Json json() const { return {{"at", to_text(at)}, {"step", step}, {"cause", cause}, {"actor", actor}}; }
};

/// Body of the events of a contract's life; the type says which.
struct ContractEvent {
    ContractId contract;
    Vin vin;
    AccountId account;
    LocalDay day{};  ///< on which it happened, in the contract's zone
    /// The latest in which the account had the car with this contract; nothing when it has not paired it yet.
    std::optional<OwnershipPeriod> period = std::nullopt;
    static ContractEvent read(Reader& reader);
    Json json() const;
};
#define TRACTION_CONTRACT_EVENT(Name, type)                                        \
    struct Name : ContractEvent {                                                  \
        static constexpr std::string_view kType = type;                            \
        static Name read(Reader& reader) { return {ContractEvent::read(reader)}; } \
    }
TRACTION_CONTRACT_EVENT(ContractBought, "contract_bought");
TRACTION_CONTRACT_EVENT(ContractActivated, "contract_activated");
TRACTION_CONTRACT_EVENT(EntitlementPending, "entitlement_pending");  ///< not confirmed in 7 days. Rule C2
TRACTION_CONTRACT_EVENT(AnniversaryReached, "anniversary_reached");  ///< the last day begins. Rule C3
TRACTION_CONTRACT_EVENT(ContractRenewed, "contract_renewed");
TRACTION_CONTRACT_EVENT(ContractExtended, "contract_extended");  ///< before its end. Rule C4
TRACTION_CONTRACT_EVENT(ContractMoved, "contract_moved");        ///< with its car, to the account. Rule G8
TRACTION_CONTRACT_EVENT(ContractExpired, "contract_expired");
TRACTION_CONTRACT_EVENT(ContractEnded, "contract_ended");          ///< before its term. Rules B2, C6
TRACTION_CONTRACT_EVENT(ContractSuspended, "contract_suspended");  ///< not paid after all tries. Rule B2
TRACTION_CONTRACT_EVENT(ContractResumed, "contract_resumed");      ///< paid within the 14 days. Rule B2
#undef TRACTION_CONTRACT_EVENT

/// Event: 30 days, 7 days and 1 day before the last day. Rule C3.
struct RenewalReminder {
    static constexpr std::string_view kType = "renewal_reminder";
    ContractEvent of;
    int days_left = 0;
    static RenewalReminder read(Reader& reader) {
        return {.of = ContractEvent::read(reader),
                .days_left = static_cast<int>(reader.integer("days_left", 1, 30))};
    }
    Json json() const {
        auto json = of.json();
        json["days_left"] = days_left;
        return json;
    }
};

/// Event: one term of one contract is to be paid now, by whoever bought that term. Told once, 14 days after
/// the contract became active or the term began, and never of a contract that ended before. Rules B1, C7, G8.
struct ChargeDue {
    static constexpr std::string_view kType = "charge_due";
    ChargeId charge;  ///< one for each contract and term, the same whenever it is told
    ContractId contract;
    AccountId account;  ///< the buyer of the term
    Vin vin;
    Product product{};
    LocalDay term_from;   ///< the term's first day, in the contract's zone
    LocalDay term_until;  ///< its last day
    Money price;          ///< of the whole term, tax included
    int tax_permille = 0;
    static ChargeDue read(Reader& reader);
    Json json() const;
};

/// Event: the teardown of one ownership period begins. Each follower erases or ends what it has of it and
/// answers with `TeardownPart`; all of it can be done again without harm. Rule C7.
struct TeardownBegan {
    static constexpr std::string_view kType = "teardown_began";
    TeardownId teardown;
    Vin vin;
    OwnershipPeriod period = 0;
    AccountId account;
    EndReason reason{};
    static TeardownBegan read(Reader& reader) {
        return {.teardown = reader.id<TeardownId>("teardown"),
                .vin = reader.vin("vin"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .account = reader.id<AccountId>("account"),
                .reason = reader.word<EndReason>("reason", kEndReasonNames)};
    }
    Json json() const {
        return {{"teardown", teardown.text()},
                {"vin", vin.text()},
                {"period", period},
                {"account", account.text()},
                {"reason", word_text(reason, kEndReasonNames)}};
    }
};
/// Event of each follower: its part is done, with what was erased or ended, counted. Rule H3.
struct TeardownPart {
    static constexpr std::string_view kType = "teardown_part";
    TeardownId teardown;
    std::map<std::string, std::int64_t> counts;  ///< {"samples": 1200, "leases": 1}
    static TeardownPart read(Reader& reader);
    Json json() const { return {{"teardown", teardown.text()}, {"counts", counts}}; }
};
/// Event: every follower has answered.
struct TeardownDone {
    static constexpr std::string_view kType = "teardown_done";
    TeardownId teardown;
    Vin vin;
    AccountId account;
    EndReason reason{};
    static TeardownDone read(Reader& reader) {
        return {.teardown = reader.id<TeardownId>("teardown"),
                .vin = reader.vin("vin"),
                .account = reader.id<AccountId>("account"),
                .reason = reader.word<EndReason>("reason", kEndReasonNames)};
    }
    Json json() const {
        return {{"teardown", teardown.text()},
                {"vin", vin.text()},
                {"account", account.text()},
                {"reason", word_text(reason, kEndReasonNames)}};
    }
};
/// The workers whose part a teardown waits for.
inline constexpr std::array<std::string_view, 6> kTeardownWorkers{"garage",        "state", "commands",
                                                                  "notifications", "store", "danger_zones"};

/// Order to the car: what it is (no longer) entitled to. Rules C2, C5, D3.
struct EntitlementOrder {
    static constexpr std::string_view kKind = "entitlement";
    ContractId contract;
    OwnershipPeriod period = 0;
    Product product{};
    bool granted = false;
    static EntitlementOrder read(Reader& reader) {
        return {.contract = reader.id<ContractId>("contract"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .product = reader.word<Product>("product", kProductNames),
                .granted = reader.truth("granted")};
    }
    Json json() const {
        return {{"kind", kKind},
                {"contract", contract.text()},
                {"period", period},
                {"product", word_text(product, kProductNames)},
                {"granted", granted}};
    }
};
/// Outcome from the car: it has stored the entitlement, or its withdrawal, and acts by it.
struct EntitlementConfirmed {
    static constexpr std::string_view kKind = "entitlement_confirmed";
    ContractId contract;
    bool granted = false;
    static EntitlementConfirmed read(Reader& reader) {
        return {.contract = reader.id<ContractId>("contract"), .granted = reader.truth("granted")};
    }
    Json json() const { return {{"kind", kKind}, {"contract", contract.text()}, {"granted", granted}}; }
};
/// Outcome from the car: it does not take the order of this period; what it had before holds. Rules G8, C2.
struct EntitlementRefused {
    static constexpr std::string_view kKind = "entitlement_refused";
    ContractId contract;
    OwnershipPeriod period = 0;
    garage::WrongPeriod reason{};
    static EntitlementRefused read(Reader& reader) {
        return {.contract = reader.id<ContractId>("contract"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .reason = reader.word<garage::WrongPeriod>("reason", garage::kWrongPeriodNames)};
    }
    Json json() const {
        return {{"kind", kKind},
                {"contract", contract.text()},
                {"period", period},
                {"reason", word_text(reason, garage::kWrongPeriodNames)}};
    }
};

}  // namespace traction::wire::contracts
