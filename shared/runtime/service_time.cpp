#include "shared/runtime/service_time.hpp"

#include <algorithm>
#include <cmath>

namespace traction::runtime {
namespace {

/// How far service time may run ahead of what is stored: bounds the writes of an idle worker.
constexpr Milliseconds kSaveEvery{1'000};

}  // namespace

ServiceTime::ServiceTime(ports::Database& database, TimeMode mode)
    : mode_(mode),
      save_(database.prepare("INSERT INTO service_time (one, highest) VALUES (1, ?1) "
                             "ON CONFLICT (one) DO UPDATE SET highest = max(highest, ?1)")) {
    const auto highest = database.prepare("SELECT highest FROM service_time");
    floor_ = saved_ = first_row(*highest, [](const ports::Statement& row) {
                          return timestamp(row, 0);
                      }).value_or(kEarliest);
}

std::optional<Timestamp> ServiceTime::now(Timestamp machine_now) const {
    if (mode_ == TimeMode::wall) return std::max(machine_now, floor_);
    if (!tick_) return std::nullopt;
    const auto elapsed = static_cast<double>(std::max((machine_now - heard_at_).count(), std::int64_t{0}));
    return std::max(tick_->now + Milliseconds{static_cast<std::int64_t>(elapsed * tick_->rate)}, floor_);
}

void ServiceTime::hear(const wire::clock::Tick& tick, Timestamp machine_now) {
    if (const auto before = now(machine_now)) floor_ = *before;
    tick_ = tick;
    heard_at_ = machine_now;
}

std::optional<Timestamp> ServiceTime::machine_time_of(Timestamp due, Timestamp machine_now) const {
    const auto current = now(machine_now);
    if (!current) return std::nullopt;
    if (due <= *current) return machine_now;
    if (mode_ == TimeMode::wall) return due;
    if (tick_->rate <= 0) return std::nullopt;
    return machine_now + Milliseconds{static_cast<std::int64_t>(
                             std::ceil(static_cast<double>((due - *current).count()) / tick_->rate))};
}

void ServiceTime::save(Timestamp acted_at) {
    floor_ = std::max(floor_, acted_at);
    if (acted_at < saved_ + kSaveEvery) return;
    saved_ = acted_at;
    run(*save_, acted_at);
}

}  // namespace traction::runtime
