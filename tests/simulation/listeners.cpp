#include "tests/simulation/listeners.hpp"

#include "shared/wire/messages/notification_settings.hpp"

namespace traction::simulation {

namespace notifications = wire::notifications;
using std::chrono::hours;

namespace {

constexpr std::string_view kTeller = "notifications";
/// None ends in the hour that clocks show twice.
const std::vector<notifications::QuietHours> kQuietHours{{.from = hours{22}, .until = hours{7}},
                                                         {.from = hours{0}, .until = hours{6}},
                                                         {.from = hours{13}, .until = hours{15}},
                                                         {.from = hours{8}, .until = hours{8}}};

}  // namespace

void Listeners::act(const std::string& account) {
    const auto what = dice_.below(10);
    if (what < 5) return read(account);
    if (what < 6) return choose(account, notifications::SetQuietHours{});
    if (what < 8) return choose(account, notifications::SetQuietHours{dice_.one_of(kQuietHours)});
    choose(
        account,
        notifications::ChooseKind{
            .kind = static_cast<notifications::Kind>(dice_.below(notifications::kKindNames.size())),
            .choice = static_cast<notifications::Choice>(dice_.below(notifications::kChoiceNames.size()))});
}

void Listeners::read(const std::string& account) {
    if (dice_.chance(0.2)) return town_.ask(account, kPhone, kTeller, notifications::MarkAllRead{});
    const notifications::List ask{.which = notifications::Which::unread, .after = {}};
    town_.ask(account, kPhone, kTeller, ask, [this, account](const wire::Answer& answer) {
        if (!answer.done || answer.body.at("notifications").empty()) return;
        const std::string id = answer.body.at("notifications").front().at("notification");
        town_.ask(account, kPhone, kTeller, notifications::Explain{{*NotificationId::parse(id)}});
        town_.ask(account, kPhone, kTeller, notifications::MarkRead{{*NotificationId::parse(id)}});
    });
}

template <class Body>
void Listeners::choose(const std::string& account, const Body& body) {
    watcher_.asked(account);
    town_.ask(account, kPhone, kTeller, body, [this, account](const wire::Answer& answer) {
        watcher_.answered(account, answer.done ? answer.body : wire::Json(), town_.now);
    });
}

}  // namespace traction::simulation
