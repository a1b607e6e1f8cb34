#include "vehicle-agent/danger_zones/danger_zone_watch.hpp"

#include <algorithm>
#include <utility>

namespace traction::danger_zones {

using wire::danger_zones::Surroundings;
using wire::danger_zones::SurroundingsStillGood;

namespace {

std::optional<Fix> fix_of(vehicle::Car& car, Timestamp now) {
    const auto position = car.gnss().position();
    if (!position) return std::nullopt;
    return Fix{.at = now,
               .latitude_deg = position->latitude_deg,
               .longitude_deg = position->longitude_deg,
               .heading_deg = position->heading_deg,
               .speed_kmh = car.odometer().speed_kmh()};
}

double length_m(const DangerZone& zone) {
    return (zone.north_microdeg - zone.south_microdeg) * kMetresPerMicrodegree;
}

}  // namespace

DangerZoneWatch::DangerZoneWatch(ports::Database& database)
    : store_(database), held_(store_.held()), passes_(store_.passes()) {
    if (held_) index_ = ZoneIndex(std::exchange(held_->order.zones, {}));
}

std::optional<DangerZoneWatch::Wish> DangerZoneWatch::live(vehicle::Car& car, Timestamp now) {
    drop_old(now);
    const auto fix = fix_of(car, now);
    if (!fix) return std::nullopt;
    begin_passes(car.cockpit(), *fix);
    const bool was_warned = warns();
    go_on_with_passes(*fix);
    if (was_warned && !warns()) car.cockpit().danger_zones_are_over();
    before_ = fix;
    return wish(*fix);
}

/// Of what may have changed since, nobody is warned.
void DangerZoneWatch::drop_old(Timestamp now) {
    if (!held_ || now < held_->order.good_until) return;
    store_.forget_surroundings();
    held_.reset();
    index_ = {};
}

void DangerZoneWatch::go_on_with_passes(const Fix& fix) {
    std::vector<Pass> left;
    for (const auto& pass : passes_) {
        const auto next = go_on(pass, fix);
        if (!next) store_.forget(pass.zone);
        if (next && next->behind != pass.behind) store_.save(*next);
        if (next) left.push_back(*next);
    }
    passes_ = std::move(left);
}

/// Before others are seen to be over: what ends with this stretch still lies on it.
void DangerZoneWatch::begin_passes(vehicle::Cockpit& cockpit, const Fix& fix) {
    const double within_m = looked_within_m(before_, fix);
    for (const auto& zone : index_.near(fix.latitude_deg, fix.longitude_deg, within_m)) {
        if (is_passing(zone) || !comes_to(before_, fix, zone)) continue;
        passes_.push_back(begin_pass(zone, fix));
        store_.save(passes_.back());
        cockpit.warn_of_danger_zone(length_m(zone));
    }
}

/// A tile tells nothing of where in it the car is.
std::optional<DangerZoneWatch::Wish> DangerZoneWatch::wish(const Fix& fix) {
    if (asked_at_ && fix.at < *asked_at_ + kAskedEvery) return std::nullopt;
    const auto tile = tile_at(fix.latitude_deg, fix.longitude_deg);
    const bool holds = held_ && held_->order.tile == tile;
    const bool confirmed = holds && (fix.speed_kmh == 0 || fix.at < held_->confirmed_at + kConfirmedEvery);
    if (confirmed) return std::nullopt;
    asked_at_ = fix.at;
    return Wish{.tile = tile, .version = holds ? held_->order.version : std::string{}};
}

void DangerZoneWatch::take(const Surroundings& order, Timestamp now) {
    if (order.good_until <= now) return;
    store_.save(order, now);
    index_ = ZoneIndex(order.zones);
    held_ = Held{.order = order, .confirmed_at = now};
    held_->order.zones.clear();
}

void DangerZoneWatch::take(const SurroundingsStillGood& order, Timestamp now) {
    if (!held_ || held_->order.tile != order.tile || held_->order.version != order.version) return;
    store_.save_still_good(order.good_until, now);
    held_->order.good_until = order.good_until;
    held_->confirmed_at = now;
}

void DangerZoneWatch::forget(vehicle::Cockpit& cockpit) {
    if (warns()) cockpit.danger_zones_are_over();
    if (held_ || !passes_.empty()) store_.forget_all();
    held_.reset();
    index_ = {};
    passes_.clear();
    before_.reset();
    asked_at_.reset();
}

bool DangerZoneWatch::is_passing(const DangerZone& zone) const {
    return std::any_of(passes_.begin(), passes_.end(), [&](const Pass& pass) { return pass.zone == zone; });
}

bool DangerZoneWatch::warns() const {
    return std::any_of(passes_.begin(), passes_.end(), [](const Pass& pass) { return !pass.behind; });
}

}  // namespace traction::danger_zones
