#include "cloud/notifications/telling.hpp"

#include <algorithm>

#include "shared/runtime/digest.hpp"
#include "shared/wire/topics.hpp"

namespace traction::notifications {

using wire::notifications::MailWished;

namespace {

constexpr std::size_t kIdLetters = 32;  ///< 128 bits

/// The same after every restart and restore, so that app and mail see that it is the same.
NotificationId id_of(const std::string& cause) {
    return *NotificationId::parse(runtime::hexadecimal(runtime::digest(cause)).substr(0, kIdLetters));
}

Kept heard(const AccountId& account, const Notice& notice, const OfPeriod& period, const Settings& settings,
           Timestamp now) {
    const bool late = is_late(notice.at, now);
    return {.notification = {.notification = id_of(notice.cause),
                             .kind = std::string(name_of(notice.kind)),
                             .at = notice.at,
                             .text = notice.text + (late ? told_late(notice.at, settings.listener()) : ""),
                             .vin = notice.vin,
                             .contract = notice.contract,
                             .phase = Phase::held,
                             .late = late,
                             .told_at = std::nullopt},
            .cause = notice.cause,
            .account = account,
            .period = period.erased_with,
            .concerns = period.concerns,
            .heard_at = now,
            .held_until = {},
            .switched_off_at = {},
            .mailed_at = {},
            .read_at = {},
            .due_at = now};
}

}  // namespace

Kind kind_of(const Notification& notification) {
    const auto name = std::find(kKindNames.begin(), kKindNames.end(), notification.kind);
    check(name != kKindNames.end(), "what is kept is of a known kind");
    return static_cast<Kind>(name - kKindNames.begin());
}

void Telling::hear(Turn& turn, const AccountId& account, const Notice& notice, const OfPeriod& period) {
    if (store_.knows(notice.cause)) return;
    const auto kept = heard(account, notice, period, settings_.of(account), turn.now());
    store_.add(kept);
    judge(turn, kept);
}

void Telling::judge_held(Turn& turn, const AccountId& account) {
    for (auto& kept : store_.held(account)) judge(turn, std::move(kept));
}

void Telling::on_due(Turn& turn) {
    while (auto kept = store_.first_due(turn.now())) {
        if (kept->notification.phase == Phase::held) {
            judge(turn, std::move(*kept));
        } else {
            store_.forget(kept->notification.notification);
        }
    }
}

void Telling::judge(Turn& turn, Kept kept) {
    const auto settings = settings_.of(kept.account);
    const auto decision = decide(kind_of(kept.notification), settings, turn.now());
    kept.due_at.reset();
    if (decision.phase == Phase::held) {
        kept.held_until = kept.due_at = decision.held_until;
    } else if (decision.phase == Phase::switched_off) {
        kept.notification.phase = *next_phase(kept.notification.phase, Event::kind_switched_off);
        kept.switched_off_at = turn.now();
        kept.due_at = turn.now() + kReadKept;
    } else {
        kept.notification.phase = *next_phase(kept.notification.phase, Event::may_be_told);
        speak(turn, kept, settings);
    }
    store_.save(kept);
}

void Telling::speak(Turn& turn, Kept& kept, const Settings& settings) {
    kept.notification.told_at = turn.now();
    turn.publish(wire::topic(wire::TopicKind::notification, {kept.account.text()}), kept.notification.json());
    const auto kind = kind_of(kept.notification);
    if (settings.choice_of(kind) != Choice::mail) return;
    kept.mailed_at = turn.now();
    turn.emit(MailWished{.account = kept.account,
                         .notification = kept.notification.notification,
                         .kind = kind,
                         .vin = *kept.notification.vin,
                         .at = kept.notification.at});
}

}  // namespace traction::notifications
