/// Fills one report after the other: the broker pays by the message, hardly by the byte (design 4). Pure.
#pragma once

#include <optional>

#include "shared/wire/report.hpp"

namespace traction::reports {

struct Packing {
    int most_values = 90;  ///< a report goes before one more sample like the last would pass this
    Milliseconds longest_wait{60'000};  ///< of its first sample
};

class ReportPacker {
   public:
    explicit ReportPacker(Packing packing) : packing_(packing) {}

    /// Goes on with a report that was begun before a restart.
    void resume(wire::Report report);
    /// A sample without values is passed over.
    void add(const wire::Sample& sample);
    /// What happened is told at once.
    void add(wire::Happening happening) { report_.happenings.push_back(std::move(happening)); }

    bool empty() const { return report_.samples.empty() && report_.happenings.empty(); }
    bool ready(Timestamp now) const;
    /// When the report is ready though nothing is added.
    std::optional<Timestamp> ready_at() const;
    const wire::Report& report() const { return report_; }
    /// The report so far; a new one begins.
    wire::Report take();

   private:
    Packing packing_;
    wire::Report report_;
    int values_ = 0;
};

}  // namespace traction::reports
