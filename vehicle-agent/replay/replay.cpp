#include "vehicle-agent/replay/replay.hpp"

#include <algorithm>
#include <utility>

namespace traction::vehicle {
namespace {

constexpr std::size_t kShownOfAHeader = 80;

bool blank(std::string_view line) {
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

LoggedRow unreadable(Doubt why) {
    LoggedRow row;
    row.doubts.add(why);
    return row;
}

bool readable(const LoggedRow& row) {
    const auto& doubts = row.doubts;
    return !doubts.has(Doubt::line_too_long) && !doubts.has(Doubt::not_text) &&
           !doubts.has(Doubt::columns_shifted);
}

std::string printable(std::string_view text) {
    std::string shown(text.substr(0, kShownOfAHeader));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return shown;
}

}  // namespace

Replay::Replay(std::istream& input) : lines_(input) {
    read_header();
    if (!format_) return;
    timeline_.emplace(format_->zone());
    ahead_ = read_row();
}

void Replay::read_header() {
    LineKind kind = lines_.next(line_);
    while (kind == LineKind::good && blank(line_)) kind = lines_.next(line_);
    if (kind == LineKind::end) {
        problem_ = "The file is empty. Give a log with a header line.";
        return;
    }
    if (kind == LineKind::good && split(line_, fields_)) format_ = LogFormat::recognise(fields_);
    if (!format_) problem_ = "The header is of no known format; it begins: " + printable(line_);
}

std::optional<wire::Sample> Replay::next() {
    while (ahead_) {
        LoggedRow row = *std::exchange(ahead_, read_row());
        const auto at = readable(row) ? timeline_->place(row, ahead_ ? &*ahead_ : nullptr) : std::nullopt;
        if (at) {
            row.sample.measured_at = *at;
            cleaner_.clean(row);
        }
        tally_.count(row.doubts, at.has_value());
        if (!at) continue;
        if (!origin_) origin_ = at;
        return row.sample;
    }
    return std::nullopt;
}

std::optional<LoggedRow> Replay::read_row() {
    LineKind kind = lines_.next(line_);
    while (kind == LineKind::good && blank(line_)) kind = lines_.next(line_);
    switch (kind) {
        case LineKind::end:
            return std::nullopt;
        case LineKind::too_long:
            return unreadable(Doubt::line_too_long);
        case LineKind::good:
            break;
    }
    if (!split(line_, fields_)) return unreadable(Doubt::not_text);
    return format_->read(fields_);
}

}  // namespace traction::vehicle
