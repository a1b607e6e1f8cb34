#include "vehicle-agent/fleet/report_stream.hpp"

#include <algorithm>

#include "shared/domain/result.hpp"

namespace traction::fleet {
namespace {

constexpr Micros kFirstPatience{2'000'000};
constexpr Micros kLongestPatience{60'000'000};

}  // namespace

ReportStream::Departure ReportStream::send(Timestamp wall, Micros now, Tally& tally) {
    check(may_send(), "a report is sent when the window has room");
    const auto number = next_++;
    if (number > sent_) {
        if (settled()) heard_ = now;
        sent_ = number;
        flight(number) = {.measured_at = wall, .first_sent = now};
        ++tally.sent;
    } else {
        ++tally.repeated;
    }
    return {.epoch = epoch_, .number = number, .measured_at = flight(number).measured_at};
}

void ReportStream::on_acknowledgement(const wire::Acknowledgement& heard, Micros now, Tally& tally) {
    const bool of_this_epoch = heard.epoch == epoch_;
    if (!of_this_epoch && acknowledged_ == 0) return go_back();  // it has not opened ours yet
    if (!of_this_epoch || heard.applied > sent_) return begin_epoch(tally);
    if (heard.applied > acknowledged_) return progress_to(heard.applied, now, tally);
    // The same position again: something after it is missing. Once is enough until there is progress.
    if (heard.applied == acknowledged_ && !std::exchange(went_back_, true)) go_back();
}

void ReportStream::progress_to(wire::Number applied, Micros now, Tally& tally) {
    for (auto number = acknowledged_ + 1; number <= applied; ++number) {
        tally.delays.push_back(now - flight(number).first_sent);
    }
    tally.acknowledged += applied - acknowledged_;
    acknowledged_ = applied;
    next_ = std::max(next_, applied + 1);
    went_back_ = false;
    heard_ = now;
    patience_ = kFirstPatience;
}

/// The reports under way begin the new epoch with number 1.
void ReportStream::begin_epoch(Tally& tally) {
    ++tally.new_epochs;
    std::vector<Flight> waiting;
    for (auto number = acknowledged_ + 1; number <= sent_; ++number) waiting.push_back(flight(number));
    ++epoch_;
    acknowledged_ = 0;
    next_ = 1;
    sent_ = waiting.size();
    for (wire::Number number = 1; number <= sent_; ++number) flight(number) = waiting[number - 1];
}

void ReportStream::on_time(Micros now) {
    if (settled() || now - heard_ < patience_) return;
    heard_ = now;
    patience_ = std::min(2 * patience_, kLongestPatience);
    go_back();
}

}  // namespace traction::fleet
