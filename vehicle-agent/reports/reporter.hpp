/// Sends what the car measures and what happens to it. What was added is in the database when the turn is
/// committed, so that a crash, a tunnel or a day offline loses nothing (rule V4); what no longer fits is
/// dropped from the old end, and the gap is told.
#pragma once

#include <string>

#include "shared/runtime/turn.hpp"
#include "vehicle-agent/reports/report_packer.hpp"
#include "vehicle-agent/reports/report_store.hpp"

namespace traction::reports {

/// How much may wait for the network.
struct OutboxLimit {
    std::int64_t rows = 200'000;
    std::int64_t bytes = 256LL * 1024 * 1024;
};

class Reporter {
   public:
    Reporter(ports::Database& database, const Vin& vin, Packing packing, OutboxLimit limit);

    void add(runtime::Turn& turn, const wire::Sample& sample);
    void add(runtime::Turn& turn, wire::Happening happening);
    /// Queues the report when it is ready, otherwise keeps it for later. To be called at the end of each turn
    /// that added something.
    void keep(runtime::Turn& turn);
    /// Queues what there is.
    void flush(runtime::Turn& turn);
    /// When to `keep` again, though nothing is added.
    std::optional<Timestamp> next_due() const { return packer_.ready_at(); }

    /// A report with this key is being sent.
    void on_numbered(const std::string& key);
    /// The receiver has lost its memory, or we have: what follows may not follow from what was.
    void on_new_epoch(runtime::Turn& turn, Timestamp at);

    std::uint64_t sent() const { return sent_; }  ///< reports queued since this object was made

   private:
    void send(runtime::Turn& turn, const wire::Report& report);
    void drop_oldest(runtime::Turn& turn);

    Vin vin_;
    std::string stream_;
    OutboxLimit limit_;
    ReportStore store_;
    ReportPacker packer_;
    bool kept_ = false;     ///< the database has a pending report
    bool changed_ = false;  ///< something was added since
    std::uint64_t sent_ = 0;
};

}  // namespace traction::reports
