/// A recorded drive as a stream of samples: the formats of log_format.hpp, in constant memory, whatever the
/// file is made of.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "shared/wire/signals.hpp"
#include "vehicle-agent/replay/cleaner.hpp"
#include "vehicle-agent/replay/csv.hpp"
#include "vehicle-agent/replay/log_format.hpp"
#include "vehicle-agent/replay/tally.hpp"
#include "vehicle-agent/replay/timeline.hpp"

namespace traction::vehicle {

/// One thread uses a replay. It never throws for what is in the file; a `Fault` when the system lacks the
/// log's time zone.
class Replay {
   public:
    /// Reads the header. `input` outlives the replay.
    explicit Replay(std::istream& input);

    /// A sentence when nothing can be replayed (the file is empty, the header unknown), else empty.
    const std::string& problem() const { return problem_; }
    /// "traction", "rabat" or "drive_past"; empty with a problem.
    std::string_view format() const { return format_ ? format_->name() : std::string_view{}; }

    /// The next usable sample, each measured after the one before. Nothing at the end.
    std::optional<wire::Sample> next();
    /// When the first sample was measured, known once it was given.
    std::optional<Timestamp> origin() const { return origin_; }
    /// Of what `next` has read so far.
    const Tally& tally() const { return tally_; }

   private:
    void read_header();
    std::optional<LoggedRow> read_row();

    LineReader lines_;
    std::string line_;
    std::vector<std::string> fields_;
    std::string problem_;
    std::optional<LogFormat> format_;
    std::optional<Timeline> timeline_;
    Cleaner cleaner_;
    std::optional<LoggedRow> ahead_;
    std::optional<Timestamp> origin_;
    Tally tally_;
};

}  // namespace traction::vehicle
