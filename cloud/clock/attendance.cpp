#include "cloud/clock/attendance.hpp"

namespace traction::clock {

Attendance::Process& Attendance::process_named(std::string_view name) {
    const auto found = processes_.find(name);
    return found != processes_.end() ? found->second : processes_[std::string(name)];
}

void Attendance::on_presence(std::string_view name, Side side, const wire::Presence& presence) {
    auto& process = process_named(name);
    process.side = side;
    // What an earlier life had settled says nothing of this one. A presence that is merely repeated changes
    // nothing.
    if (!presence.online || (process.boot && *process.boot != presence.boot)) process.settled.reset();
    process.boot = presence.online ? std::optional(presence.boot) : std::nullopt;
}

void Attendance::on_settled(std::string_view name, const wire::clock::Settled& settled) {
    process_named(name).settled = settled;
}

bool Attendance::Process::done_with(std::uint64_t step, Timestamp now) const {
    if (!settled || !settled->settled || settled->step != step) return false;
    return !settled->next_due || *settled->next_due > now;
}

std::vector<std::string> Attendance::waiting_for(std::uint64_t step, Timestamp now) const {
    std::vector<std::string> names;
    for (const auto& [name, process] : processes_) {
        if (process.boot && !process.done_with(step, now)) names.push_back(name);
    }
    return names;
}

std::optional<Timestamp> Attendance::next_due() const {
    std::optional<Timestamp> earliest;
    for (const auto& [name, process] : processes_) {
        if (!process.boot || process.side == Side::vehicle || !process.settled || !process.settled->next_due)
            continue;
        earliest = std::min(earliest.value_or(kLatest), *process.settled->next_due);
    }
    return earliest;
}

}  // namespace traction::clock
