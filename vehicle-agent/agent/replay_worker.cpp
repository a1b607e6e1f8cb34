#include "vehicle-agent/agent/replay_worker.hpp"

#include <algorithm>

#include "shared/wire/streams.hpp"

namespace traction::agent {
namespace {

using runtime::Turn;

constexpr Milliseconds kLookedAfterEvery{100};

class ReplayWorker : public runtime::Worker {
   public:
    ReplayWorker(ports::Database& database, const Vin& vin, std::shared_ptr<RecordedDrive> drive,
                 Entitled entitled)
        : vin_(vin),
          drive_(std::move(drive)),
          entitled_(entitled),
          running_(entitlements::EntitlementStore(database).running()),
          outbox_(database),
          reporter_(database, vin, {}, {}) {}

    void declare(runtime::Handlers& handlers) override {
        handlers.subscribe(wire::filter(wire::TopicKind::report_ack, {vin_.text()}));
    }
    std::optional<Timestamp> next_due() override { return drive_->next_at(); }
    void on_due(Turn& turn) override {
        const auto sample = drive_->take();
        reporter_.add(turn,
                      entitled_ == Entitled::all ? sample : entitlements::only_entitled(sample, running_));
        if (drive_->ended()) reporter_.flush(turn);
        reporter_.keep(turn);
    }
    std::optional<Timestamp> next_machine_due() override { return next_look_; }
    void on_machine_due(Turn& turn) override {
        if (!drive_->begun()) drive_->begin(turn.now());
        next_look_ = turn.machine_now() + kLookedAfterEvery;
        const auto waiting = static_cast<std::uint64_t>(outbox_.count());
        const auto sent = reporter_.sent();
        drive_->note(sent, sent - std::min(sent, waiting), drive_->ended() && waiting == 0);
    }
    void on_numbered(Turn&, const std::string&, const std::string& key) override {
        reporter_.on_numbered(key);
    }
    void on_new_epoch(Turn& turn, const std::string& stream) override {
        if (stream == wire::report_stream(vin_)) reporter_.on_new_epoch(turn, turn.now());
    }

   private:
    Vin vin_;
    std::shared_ptr<RecordedDrive> drive_;
    Entitled entitled_;
    entitlements::Products running_;
    runtime::OutboxStore outbox_;
    reports::Reporter reporter_;
    Timestamp next_look_ = kEarliest;
};

}  // namespace

RecordedDrive::RecordedDrive(const std::string& file, double speed)
    : input_(file), replay_(input_), speed_(speed) {
    check(speed > 0, "a drive goes on");
}

void RecordedDrive::begin(Timestamp now) {
    begun_at_ = now;
    advance(now + Milliseconds{1});
}

wire::Sample RecordedDrive::take() {
    check(next_.has_value(), "a sample is taken when one is due");
    auto sample = *next_;
    sample.measured_at = *next_at_;
    advance(*next_at_ + Milliseconds{1});
    return sample;
}

/// However fast the replay, no two samples are of the same instant.
void RecordedDrive::advance(Timestamp not_before) {
    next_ = replay_.next();
    next_at_.reset();
    if (next_) {
        const auto into_drive =
            std::chrono::duration<double, std::milli>(next_->measured_at - *replay_.origin());
        next_at_ = std::max(not_before, *begun_at_ + std::chrono::round<Milliseconds>(into_drive / speed_));
    }
    const std::lock_guard lock(mutex_);
    if (!next_ || counts_.empty()) counts_ = replay_.tally().summary();
}

void RecordedDrive::note(std::uint64_t reports_sent, std::uint64_t acknowledged, bool complete) {
    const std::lock_guard lock(mutex_);
    reports_sent_ = reports_sent;
    acknowledged_ = acknowledged;
    complete_ = complete;
}

std::string RecordedDrive::summary() const {
    const std::lock_guard lock(mutex_);
    return counts_ + " reports_sent=" + std::to_string(reports_sent_) +
           " acknowledged=" + std::to_string(acknowledged_);
}

runtime::WorkerKind replay_kind(const Vin& vin, std::shared_ptr<RecordedDrive> drive, Entitled entitled) {
    return {.name = vin.text(),
            .migrations = migrations,
            .open =
                [vin, drive = std::move(drive), entitled](ports::Database& database) {
                    return std::make_unique<ReplayWorker>(database, vin, drive, entitled);
                },
            .is_vehicle = true};
}

}  // namespace traction::agent
