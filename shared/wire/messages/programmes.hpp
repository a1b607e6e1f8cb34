/// What an owner programmes and the car keeps and follows by itself, offline too. Rules E2, E6, E7, P3.
#pragma once

#include "shared/domain/off_peak.hpp"
#include "shared/wire/json.hpp"

namespace traction::wire::commands {

inline constexpr int kSlots = 4;  ///< of programmed charges, and of programmed preconditioning

/// A programmed charge. Times are local to `zone`. One takes the place of another in its slot. Rule E2.
struct ChargingProgramme {
    int slot = 1;         ///< 1 to 4
    bool active = false;  ///< activation and time are two facts (rule E6)
    std::chrono::minutes start{};
    std::optional<std::chrono::minutes> end;
    std::optional<int> target_percent;
    std::vector<int> days;  ///< on which it starts: 1 is Monday … 7; empty means every day
    Zone zone = Zone::standard();
    static ChargingProgramme read(Reader& reader);
    Json json() const;
    friend bool operator==(const ChargingProgramme&, const ChargingProgramme&) = default;
};

/// Charging in the off-peak hours of the owner's tariff. Rules E2, E7.
struct OffPeakProgramme {
    bool active = false;
    OffPeak hours;
    static OffPeakProgramme read(Reader& reader);
    Json json() const;
    friend bool operator==(const OffPeakProgramme&, const OffPeakProgramme&) = default;
};

/// Programmed preconditioning: it starts 30 minutes before the time, and ends 15 minutes after it. The time
/// is local to `zone`. Rule P3.
struct ClimateProgramme {
    int slot = 1;         ///< 1 to 4; one takes the place of another in its slot
    bool active = false;  ///< activation and time are two facts
    std::chrono::minutes ready_at{};
    std::vector<int> days;  ///< 1 is Monday … 7; empty means every day
    Zone zone = Zone::standard();
    static ClimateProgramme read(Reader& reader);
    Json json() const;
    friend bool operator==(const ClimateProgramme&, const ClimateProgramme&) = default;
};

/// Windows as they stand in a message: at most `kMostOffPeakWindows`, none without a length.
std::vector<DailyWindow> read_windows(Reader& reader, const char* field);
Json json_of(const std::vector<DailyWindow>& windows);

}  // namespace traction::wire::commands
