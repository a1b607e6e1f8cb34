#include "vehicle-agent/climate/climate_control.hpp"

#include <algorithm>

namespace traction::climate {

using vehicle::Reaction;

ClimateControl::ClimateControl(ports::Database& database)
    : store_(database), ends_at_(store_.load_end()), programmes_(store_.load_programmes()) {}

void ClimateControl::live(vehicle::Climate& climate, Timestamp now) {
    try_again_at_.reset();
    end_what_is_over(climate, now);
    begin_programmed(climate, now);
    decide_next_due(now);
}

void ClimateControl::end_what_is_over(vehicle::Climate& climate, Timestamp now) {
    const bool runs = climate.mode() != wire::Preconditioning::off;
    if (!runs) return set_end(std::nullopt);
    if (!ends_at_) return set_end(now + kNowLasts);
    if (now < *ends_at_) return;
    const auto reaction = climate.stop();
    set_end(reaction == Reaction::obeyed ? std::nullopt : std::optional(now + kTriedAgain));
}

void ClimateControl::begin_programmed(vehicle::Climate& climate, Timestamp now) {
    for (auto& kept : programmes_) {
        if (!kept.programme.active) continue;
        const auto occurrence = occurrence_at(kept.programme, now);
        if (!occurrence || kept.begun == occurrence->starts) continue;
        if (begin(*occurrence, climate)) {
            set_begun(kept, occurrence->starts);
        } else {
            try_again_at_ = now + kTriedAgain;
        }
    }
}

bool ClimateControl::begin(const Occurrence& occurrence, vehicle::Climate& climate) {
    const auto reaction = climate.start();
    if (reaction == Reaction::obeyed) set_end(std::max(occurrence.ends, ends_at_.value_or(occurrence.ends)));
    return reaction == Reaction::obeyed || reaction == Reaction::driving || reaction == Reaction::not_fitted;
}

void ClimateControl::decide_next_due(Timestamp now) {
    next_due_ = ends_at_;
    const auto want = [&](Timestamp at) { next_due_ = std::min(next_due_.value_or(at), at); };
    if (try_again_at_) want(*try_again_at_);
    for (const auto& kept : programmes_) {
        if (kept.programme.active) want(next_start(kept.programme, now));
    }
}

Reaction ClimateControl::start(vehicle::Climate& climate, Timestamp now) {
    const auto reaction = climate.start();
    if (reaction == Reaction::obeyed) set_end(std::max(now + kNowLasts, ends_at_.value_or(now)));
    decide_next_due(now);
    return reaction;
}

Reaction ClimateControl::stop(vehicle::Climate& climate, Timestamp now) {
    const auto reaction = climate.stop();
    if (reaction != Reaction::obeyed) return reaction;
    set_end(std::nullopt);
    for (auto& kept : programmes_) {
        if (const auto occurrence = occurrence_at(kept.programme, now)) set_begun(kept, occurrence->starts);
    }
    decide_next_due(now);
    return reaction;
}

void ClimateControl::set_programme(const ClimateProgramme& programme, vehicle::Climate& climate,
                                   Timestamp now) {
    const Kept kept{.programme = programme, .begun = std::nullopt};
    const auto at = std::find_if(programmes_.begin(), programmes_.end(),
                                 [&](const Kept& other) { return other.programme.slot >= programme.slot; });
    if (at != programmes_.end() && at->programme.slot == programme.slot) {
        *at = kept;
    } else {
        programmes_.insert(at, kept);
    }
    store_.save(kept);
    live(climate, now);
}

void ClimateControl::remove_programme(int slot) {
    std::erase_if(programmes_, [slot](const Kept& kept) { return kept.programme.slot == slot; });
    store_.remove(slot);
}

void ClimateControl::forget_programmes() {
    for (const auto& kept : programmes_) store_.remove(kept.programme.slot);
    programmes_.clear();
}

bool ClimateControl::holds(const ClimateProgramme& programme) const {
    const auto* kept = find(programme.slot);
    return kept != nullptr && kept->programme == programme;
}

const Kept* ClimateControl::find(int slot) const {
    const auto found = std::find_if(programmes_.begin(), programmes_.end(),
                                    [slot](const Kept& kept) { return kept.programme.slot == slot; });
    return found == programmes_.end() ? nullptr : &*found;
}

void ClimateControl::set_begun(Kept& kept, Timestamp start) {
    kept.begun = start;
    store_.save(kept);
}

void ClimateControl::set_end(std::optional<Timestamp> ends_at) {
    if (ends_at == ends_at_) return;
    store_.save_end(ends_at);
    ends_at_ = ends_at;
}

}  // namespace traction::climate
