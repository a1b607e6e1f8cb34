/// What a car reports: samples of its signals, and happenings. Read with simdjson, because this is the
/// message there is most of.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/signals.hpp"

namespace traction::wire {

inline constexpr std::size_t kMostSamples = 512;    ///< in one report
inline constexpr std::size_t kMostHappenings = 64;  ///< in one report

/// What happened to the car, as far as somebody is to be told. Rule E4 and D1.
enum class HappeningKind : std::uint8_t {
    drive_started,
    drive_ended,
    plugged,
    unplugged,
    charging_started,
    charging_stopped,     ///< by the owner or the programme: not a fault
    charge_complete,      ///< 100 %, or the owner's limit or target
    rapid_charge_80,      ///< 80 % on rapid (DC) charging
    charging_fault,       ///< power cut, unplugged, charge point error: see `cause`
    report_gap,           ///< the car lost reports before this one
    charge_not_started,   ///< a programmed charge did not start though the plug is in: see `cause`. Rule E5
    charge_will_be_late,  ///< a programmed charge will not reach its target in time. Rule E5
    privacy_changed,      ///< by somebody in the car; `cause` is a word of `kPrivacyNames`. Rule D3
};
inline constexpr std::array<std::string_view, 13> kHappeningNames{
    "drive_started",      "drive_ended",         "plugged",         "unplugged",      "charging_started",
    "charging_stopped",   "charge_complete",     "rapid_charge_80", "charging_fault", "report_gap",
    "charge_not_started", "charge_will_be_late", "privacy_changed"};

struct Happening {
    EventId id;  ///< made by the car: the same after a repetition or a new epoch
    HappeningKind kind{};
    Timestamp at{};
    std::optional<SessionId> session;  ///< the charging session it belongs to
    std::optional<std::string> cause;  ///< one word: "power_cut", "limit_reached"
};

struct Report {
    std::vector<Sample> samples;
    std::vector<Happening> happenings;
    int unknown_signals = 0;  ///< of a newer car: skipped and counted
    int out_of_bounds = 0;    ///< values outside of the signal table: kept and marked doubtful
};

/// JSON of one sample and of one happening, as they stand in a report.
std::string write_sample(const Sample& sample);
std::string write_happening(const Happening& happening);
/// JSON of a report's body.
std::string write_report(const Report& report);

/// Decodes report bodies; keeps its buffers, so one per thread. Not thread-safe.
class ReportDecoder {
   public:
    ReportDecoder();
    ~ReportDecoder();

    /// The report of `body`, valid until the next call. Refuses with `message_not_understood` and the path of
    /// the fault.
    Result<const Report*> decode(std::string_view body);

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace traction::wire
