/// Which column of a log holds what, found by its header line.
///
/// Our own format: UTF-8, comma-separated, one header line. The column `measured_at` holds the instant in
/// UTC, ISO 8601 with a Z, milliseconds optional: 2026-03-10T08:00:00.250Z. Every other column is named like
/// a signal of shared/wire/signals.hpp, whose name ends with its unit: soc_percent, speed_kmh, odometer_m.
/// Columns may come in any order; those of other names are ignored. An empty field was not measured. Truths
/// are true, false, 1 or 0; words are those of the wire: charging, heating. Rows follow each other in time.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/calendar.hpp"
#include "shared/wire/signals.hpp"
#include "vehicle-agent/replay/tally.hpp"

namespace traction::vehicle {

/// One row as it was written: its time in two halves, since logs spoil one and keep the other.
struct LoggedRow {
    std::optional<std::chrono::sys_days> day;  ///< of the log's own calendar, see `LogFormat::zone`
    std::optional<Milliseconds> time_of_day;
    wire::Sample sample;  ///< without its time
    Doubts doubts;
};

class LogFormat {
   public:
    /// Nothing when the header is of no known format.
    static std::optional<LogFormat> recognise(const std::vector<std::string>& header);

    std::string_view name() const { return name_; }
    /// The zone of the log's clock; nothing for UTC.
    const std::optional<Zone>& zone() const { return zone_; }
    /// Reads the fields of one row, as many as the header has or else `columns_shifted` is all that it says.
    LoggedRow read(const std::vector<std::string>& fields) const;

   private:
    enum class Use { ignored, instant, american_date, time_of_day, signal };
    struct Column {
        Use use = Use::ignored;
        wire::Signal signal{};
    };
    static Column column_named(std::string_view format, std::string_view header);

    std::string_view name_;
    std::optional<Zone> zone_;
    std::vector<Column> columns_;
};

}  // namespace traction::vehicle
