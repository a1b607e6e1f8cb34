/// Sends a recorded drive as a car would: shifted so that it begins now, packed, through the same outbox.
#pragma once

#include <atomic>
#include <fstream>
#include <memory>
#include <mutex>

#include "shared/runtime/outbox_store.hpp"
#include "shared/runtime/worker.hpp"
#include "vehicle-agent/agent/vehicle_agent.hpp"
#include "vehicle-agent/replay/replay.hpp"

namespace traction::agent {

/// A drive under way. It outlives the workers that send it: after a fault the next one goes on where the last
/// one was.
class RecordedDrive {
   public:
    /// `speed`: so many times faster than it was driven; above 0.
    RecordedDrive(const std::string& file, double speed);
    /// A sentence when there is nothing to replay, else empty.
    const std::string& problem() const { return replay_.problem(); }

    // The worker's thread.
    void begin(Timestamp now);
    bool begun() const { return begun_at_.has_value(); }
    /// When the next sample is due, after `kEarliest`; nothing at the end.
    std::optional<Timestamp> next_at() const { return next_at_; }
    /// The sample that is due, as if measured then.
    wire::Sample take();
    bool ended() const { return begun() && !next_; }
    void note(std::uint64_t reports_sent, std::uint64_t acknowledged, bool complete);

    // Any thread.
    /// Read to its end, and every report acknowledged.
    bool complete() const { return complete_; }
    /// "rows=… used=… doubtful=… (…) reports_sent=… acknowledged=…". The counts of the log are those of its
    /// end once all is read.
    std::string summary() const;

   private:
    void advance(Timestamp not_before);

    std::ifstream input_;
    vehicle::Replay replay_;
    double speed_;
    std::optional<Timestamp> begun_at_;
    std::optional<wire::Sample> next_;
    std::optional<Timestamp> next_at_;
    std::atomic<bool> complete_ = false;
    mutable std::mutex mutex_;  ///< guards what follows
    std::string counts_;
    std::uint64_t reports_sent_ = 0;
    std::uint64_t acknowledged_ = 0;
};

enum class Entitled {
    all,       ///< every recorded signal is sent
    contracts  ///< what the car was last told that it may send
};

/// The database is that of the car's agent.
runtime::WorkerKind replay_kind(const Vin& vin, std::shared_ptr<RecordedDrive> drive, Entitled entitled);

}  // namespace traction::agent
