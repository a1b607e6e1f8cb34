#include "tests/simulation/notice_watcher.hpp"

#include <fmt/format.h>

namespace traction::simulation {

namespace notifications = wire::notifications;
using notifications::QuietHours;

namespace {

constexpr std::chrono::hours kZoneTravels{24};

bool is_security(const std::string& kind) {
    return kind == "teardown_done" || kind == "sight_granted";
}

/// On the clock on the wall, whatever it did.
bool is_quiet(const wire::Json& quiet, const Zone& zone, Timestamp at) {
    const auto hours = wire::read_message<QuietHours>(quiet, wire::UnknownFields::refused).value();
    const auto time = zone.time_of_day(at);
    if (hours.from < hours.until) return hours.from <= time && time < hours.until;
    return hours.from <= time || time < hours.until;
}

}  // namespace

void NoticeWatcher::see(const std::string& account, const notifications::Notification& told, Timestamp now) {
    if (!told_.emplace(account, told.notification.text()).second)
        complain_(fmt::format("N1: {} is told twice of {}", account, told.kind), now);
    const auto wishes = wishes_.find(account);
    if (wishes != wishes_.end() && !wishes->second.settings.is_null())
        hold_against(wishes->second, account, told, now);
}

void NoticeWatcher::hold_against(const Wishes& wishes, const std::string& account,
                                 const notifications::Notification& told, Timestamp now) {
    const auto& settings = wishes.settings;
    for (const auto& row : settings.at("kinds")) {
        if (row.at("kind") == told.kind && row.at("choice") == "off")
            complain_(fmt::format("N1: {} is told of {}, which is switched off", account, told.kind), now);
    }
    if (!settings.contains("quiet") || is_security(told.kind)) return;
    const auto zone = Zone::parse(settings.at("zone").get<std::string>()).value();
    if (is_quiet(settings.at("quiet"), zone, *told.told_at))
        complain_(fmt::format("N1: {} is told of {} in quiet hours", account, told.kind), now);
}

void NoticeWatcher::zone_changed(const std::string& account, Timestamp now) {
    auto& wishes = wishes_[account];
    wishes.zone_changed_at = now;
    wishes.settings = nullptr;
}

void NoticeWatcher::asked(const std::string& account) {
    auto& wishes = wishes_[account];
    wishes.settings = nullptr;
    wishes.mixed = ++wishes.open_asks > 1;
}

void NoticeWatcher::answered(const std::string& account, const wire::Json& settings, Timestamp now) {
    auto& wishes = wishes_[account];
    --wishes.open_asks;
    const bool zone_is_known = !wishes.zone_changed_at || *wishes.zone_changed_at + kZoneTravels < now;
    if (wishes.open_asks == 0 && !wishes.mixed && zone_is_known) wishes.settings = settings;
}

}  // namespace traction::simulation
