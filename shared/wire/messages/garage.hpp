/// What is said to and by the worker `garage`: cars of an account, their pairing, and ownership periods
/// (design 7).
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::garage {

using PairingId = Id<struct PairingKind>;  ///< one code that a car shows

inline constexpr std::size_t kMostCapabilities = 16;
inline constexpr std::size_t kLongestCode = 32;  ///< as typed, blanks and hyphens included

enum class Energy { electric, other };
inline constexpr std::array<std::string_view, 2> kEnergyNames{"electric", "other"};

/// An ask about one car; the verb says what is asked.
struct OfVehicle {
    Vin vin;
    static OfVehicle read(Reader& reader) { return {.vin = reader.vin("vin")}; }
    Json json() const { return {{"vin", vin.text()}}; }
};
/// Ask of the owner: which car is it? Answer: `Preview`, whoever has the car. Rules G2, G3, G4.
struct AskPreview : OfVehicle {
    static constexpr std::string_view kVerb = "preview";
    static AskPreview read(Reader& reader) { return {OfVehicle::read(reader)}; }
};
/// Ask of the owner: puts a car into the garage, unpaired. Answer: `Vehicle`, whoever has the car. Rules G1,
/// G2.
struct Add : OfVehicle {
    static constexpr std::string_view kVerb = "add";
    static Add read(Reader& reader) { return {OfVehicle::read(reader)}; }
};
/// Ask of the owner: the car shows a pairing code on its screen. Answer: {"vin", "usable_until"}, whoever has
/// the car. Rule G5.
struct ShowCode : OfVehicle {
    static constexpr std::string_view kVerb = "show_code";
    static ShowCode read(Reader& reader) { return {OfVehicle::read(reader)}; }
};
/// Ask of the owner: takes a car out of the garage and ends the ownership period. Answer: {"vin"}. Rule G7.
struct Remove : OfVehicle {
    static constexpr std::string_view kVerb = "remove";
    static Remove read(Reader& reader) { return {OfVehicle::read(reader)}; }
};
/// Ask of the help desk: a stolen car was found and may be paired again. Rule C7.
struct ClearStolen : OfVehicle {
    static constexpr std::string_view kVerb = "clear_stolen";
    static ClearStolen read(Reader& reader) { return {OfVehicle::read(reader)}; }
};

/// Ask of the owner: this is the code that the car shows. Answer: `Vehicle`, paired; where the car was
/// another's, once nothing of it reaches that account any more. Rules G5, G8.
struct Pair {
    static constexpr std::string_view kVerb = "pair";
    static constexpr std::array<std::string_view, 1> kSecretFields{"code"};
    Vin vin;
    std::string code;
    static Pair read(Reader& reader) {
        return {.vin = reader.vin("vin"), .code = reader.text("code", kLongestCode)};
    }
    Json json() const { return {{"vin", vin.text()}, {"code", code}}; }
};

/// Ask of the owner: the cars of the garage. Answer: {"vehicles": [Vehicle, …]}.
struct List {
    static constexpr std::string_view kVerb = "list";
    static List read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

/// Ask of the operator: the maker has delivered this car. A car without a recorded delivery counts as
/// delivered long ago. Answer: {"vin", "known_from"}. Rule G4.
struct RecordDelivery {
    static constexpr std::string_view kVerb = "record_delivery";
    Vin vin;
    Timestamp delivered_at{};
    static RecordDelivery read(Reader& reader) {
        return {.vin = reader.vin("vin"), .delivered_at = reader.instant("delivered_at")};
    }
    Json json() const { return {{"vin", vin.text()}, {"delivered_at", to_text(delivered_at)}}; }
};

/// Ask of the operator: the car's certificate is good no more, or good again. Answer: {"vin", "revoked"}.
struct SetRevoked {
    static constexpr std::string_view kVerb = "set_revoked";
    Vin vin;
    bool revoked = true;
    static SetRevoked read(Reader& reader) {
        return {.vin = reader.vin("vin"), .revoked = reader.truth("revoked")};
    }
    Json json() const { return {{"vin", vin.text()}, {"revoked", revoked}}; }
};

/// The car that a VIN stands for, as the maker's registry knows it. Rule G2.
struct Preview {
    Vin vin;
    std::string make;
    std::string model;
    std::optional<int> year;  ///< model year, where the maker writes it into the VIN
    Energy energy = Energy::electric;
    std::optional<double> usable_kwh;  ///< of the traction battery
    std::string picture;               ///< names the picture that the app shows
    std::vector<std::string> capabilities;
    static Preview read(Reader& reader);
    Json json() const;
};

/// One car of a garage, in answers.
struct Vehicle {
    Vin vin;
    std::string model;
    std::string picture;
    Timestamp added_at{};
    std::optional<OwnershipPeriod> period;  ///< while paired
    static Vehicle read(Reader& reader);
    Json json() const;
};

/// Event: the car is in the account's garage, paired or not: the account may buy for it. Rules S4, A8.
struct VehicleAdded {
    static constexpr std::string_view kType = "vehicle_added";
    Vin vin;
    AccountId account;
    static VehicleAdded read(Reader& reader) {
        return {.vin = reader.vin("vin"), .account = reader.id<AccountId>("account")};
    }
    Json json() const { return {{"vin", vin.text()}, {"account", account.text()}}; }
};

/// Event: the car is no longer in the account's garage. Rule G7.
struct VehicleRemoved {
    static constexpr std::string_view kType = "vehicle_removed";
    Vin vin;
    AccountId account;
    static VehicleRemoved read(Reader& reader) {
        return {.vin = reader.vin("vin"), .account = reader.id<AccountId>("account")};
    }
    Json json() const { return {{"vin", vin.text()}, {"account", account.text()}}; }
};

/// Event: from now on the account may see and steer the car.
struct OwnershipBegan {
    static constexpr std::string_view kType = "ownership_began";
    Vin vin;
    OwnershipPeriod period = 0;
    AccountId account;
    static OwnershipBegan read(Reader& reader) {
        return {.vin = reader.vin("vin"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .account = reader.id<AccountId>("account")};
    }
    Json json() const { return {{"vin", vin.text()}, {"period", period}, {"account", account.text()}}; }
};

/// Why an ownership period ended.
enum class PeriodEnd {
    removed,   ///< by its owner: the period's data is erased from the app. Rule G7
    moved,     ///< another account paired the car. Rule G8
    torn_down  ///< the help desk ended it. Rule C7
};
inline constexpr std::array<std::string_view, 3> kPeriodEndNames{"removed", "moved", "torn_down"};

/// Event: the account's sight and control of the car have ended.
struct OwnershipEnded {
    static constexpr std::string_view kType = "ownership_ended";
    Vin vin;
    OwnershipPeriod period = 0;
    AccountId account;
    PeriodEnd reason = PeriodEnd::removed;
    static OwnershipEnded read(Reader& reader) {
        const auto began = OwnershipBegan::read(reader);
        return {.vin = began.vin,
                .period = began.period,
                .account = began.account,
                .reason = reader.word<PeriodEnd>("reason", kPeriodEndNames)};
    }
    Json json() const {
        return {{"vin", vin.text()},
                {"period", period},
                {"account", account.text()},
                {"reason", word_text(reason, kPeriodEndNames)}};
    }
};

/// Order to the car: orders of this period are to be obeyed, those of lower ones refused.
struct PeriodOrder {
    static constexpr std::string_view kKind = "period";
    OwnershipPeriod period = 0;
    bool owned = false;  ///< false: the period has ended and no later one has begun
    static PeriodOrder read(Reader& reader) {
        return {.period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .owned = reader.truth("owned")};
    }
    Json json() const { return {{"kind", kKind}, {"period", period}, {"owned", owned}}; }
};

/// Outcome from the car: it knows the period.
struct PeriodKnown {
    static constexpr std::string_view kKind = "period_known";
    OwnershipPeriod period = 0;
    bool owned = false;
    static PeriodKnown read(Reader& reader) {
        return {.period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000)),
                .owned = reader.truth("owned")};
    }
    Json json() const { return {{"kind", kKind}, {"period", period}, {"owned", owned}}; }
};

/// Why a car does not obey an order, as far as ownership periods go. Design 7.
enum class WrongPeriod {
    period_unknown,  ///< of a later owner than the car knows
    period_ended     ///< of an earlier owner, or of one whose period has ended
};
inline constexpr std::array<std::string_view, 2> kWrongPeriodNames{"period_unknown", "period_ended"};

/// Event: the car has said that it obeys orders of this period, which runs.
struct PeriodConfirmed {
    static constexpr std::string_view kType = "period_confirmed";
    Vin vin;
    OwnershipPeriod period = 0;
    static PeriodConfirmed read(Reader& reader) {
        return {.vin = reader.vin("vin"),
                .period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000))};
    }
    Json json() const { return {{"vin", vin.text()}, {"period", period}}; }
};

/// Order to the car: show this code on the screen until then, so that only who sits in the car reads it. It
/// goes nowhere else. Rule G5.
struct CodeOrder {
    static constexpr std::string_view kKind = "pairing_code";
    PairingId pairing;
    std::string code;
    Timestamp show_until{};
    static CodeOrder read(Reader& reader) {
        return {.pairing = reader.id<PairingId>("pairing"),
                .code = reader.text("code", kLongestCode),
                .show_until = reader.instant("show_until")};
    }
    Json json() const {
        return {{"kind", kKind},
                {"pairing", pairing.text()},
                {"code", code},
                {"show_until", to_text(show_until)}};
    }
};
/// Outcome from the car: the code is on its screen, or came too late to be shown.
struct CodeShown {
    static constexpr std::string_view kKind = "code_shown";
    PairingId pairing;
    bool shown = false;
    static CodeShown read(Reader& reader) {
        return {.pairing = reader.id<PairingId>("pairing"), .shown = reader.truth("shown")};
    }
    Json json() const { return {{"kind", kKind}, {"pairing", pairing.text()}, {"shown", shown}}; }
};

}  // namespace traction::wire::garage
