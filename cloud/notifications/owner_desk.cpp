#include "cloud/notifications/owner_desk.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::notifications {

using wire::Json;
using wire::Party;
using wire::word_text;
namespace refused = wire::refused;
namespace say = wire::notifications;

namespace {

constexpr int kMostListed = 100;

Json step(const char* name, Timestamp at) {
    return {{"step", name}, {"at", to_text(at)}};
}

/// Rule K6.
Json steps_of(const Kept& kept) {
    auto steps = Json::array({step("happened", kept.notification.at)});
    if (kept.heard_at) steps.push_back(step("heard", *kept.heard_at));
    if (kept.heard_at && kept.held_until) {
        steps.push_back(step("held", *kept.heard_at));
        steps.back()["until"] = to_text(*kept.held_until);
    }
    if (kept.switched_off_at) steps.push_back(step("switched_off", *kept.switched_off_at));
    if (kept.notification.told_at) steps.push_back(step("told", *kept.notification.told_at));
    if (kept.mailed_at) steps.push_back(step("mailed", *kept.mailed_at));
    if (kept.read_at) steps.push_back(step("read", *kept.read_at));
    return steps;
}

}  // namespace

Json view_of(const Settings& settings) {
    auto kinds = Json::array();
    for (const auto& row : kKinds) {
        kinds.push_back({{"kind", name_of(row.kind)},
                         {"choice", word_text(settings.choice_of(row.kind), say::kChoiceNames)},
                         {"can_be_switched_off", can_be_switched_off(row.kind)},
                         {"mailed_on_wish", say::is_mailed_on_wish(row.kind)}});
    }
    Json view{{"language", word_text(settings.language, kLanguageNames)},
              {"distance_unit", word_text(settings.distance_unit, wire::accounts::kDistanceUnitNames)},
              {"zone", settings.zone.name()},
              {"kinds", kinds}};
    if (settings.quiet) view["quiet"] = settings.quiet->json();
    return view;
}

void OwnerDesk::declare(runtime::Handlers& handlers) {
    handlers.read<say::List>(
        Party::owner, [this](Turn&, const Asker& asker, const say::List& ask) { return list(asker, ask); });
    handlers.read<say::Explain>(Party::owner, [this](Turn&, const Asker& asker, const say::Explain& ask) {
        return explain(asker, ask);
    });
    handlers.change<say::MarkRead>(Party::owner,
                                   [this](Turn& turn, const Asker& asker, const say::MarkRead& ask) {
                                       return mark_read(turn, asker, ask);
                                   });
    handlers.change<say::MarkAllRead>(
        Party::owner, [this](Turn& turn, const Asker& asker, const say::MarkAllRead&) -> Answer {
            return Json{{"read", store_.read_all(asker.account(), turn.now())}};
        });
    declare_settings(handlers);
}

void OwnerDesk::declare_settings(runtime::Handlers& handlers) {
    handlers.read<say::ShowSettings>(Party::owner,
                                     [this](Turn&, const Asker& asker, const say::ShowSettings&) -> Answer {
                                         return view_of(settings_.of(asker.account()));
                                     });
    handlers.change<say::ChooseKind>(Party::owner,
                                     [this](Turn& turn, const Asker& asker, const say::ChooseKind& ask) {
                                         return choose(turn, asker, ask);
                                     });
    handlers.change<say::SetQuietHours>(
        Party::owner, [this](Turn& turn, const Asker& asker, const say::SetQuietHours& ask) {
            return set_quiet_hours(turn, asker, ask);
        });
}

OwnerDesk::Answer OwnerDesk::list(const Asker& asker, const say::List& ask) {
    const auto account = asker.account();
    NotificationsStore::Place place;
    if (ask.after) {
        const auto after = store_.place_of(account, *ask.after);
        if (!after) return Refusal(refused::notification_unknown);
        place = *after;
    }
    const auto found = store_.newest_before(account, ask.which, place, kMostListed + 1);
    Json answer{{"notifications", Json::array()}, {"unread", store_.unread(account)}};
    auto& listed = answer["notifications"];
    for (const auto& [at, notification] : found) {
        if (listed.size() == kMostListed) {
            answer["next"] = listed.back().at("notification");
            break;
        }
        listed.push_back(notification.json());
    }
    return answer;
}

OwnerDesk::Answer OwnerDesk::mark_read(Turn& turn, const Asker& asker, const say::MarkRead& ask) {
    auto kept = store_.find(asker.account(), ask.notification);
    if (!kept || !is_told(kept->notification.phase)) return Refusal(refused::notification_unknown);
    if (const auto next = next_phase(kept->notification.phase, Event::owner_read)) {
        kept->notification.phase = *next;
        kept->read_at = turn.now();
        kept->due_at = turn.now() + kReadKept;
        store_.save(*kept);
    }
    return kept->notification.json();
}

OwnerDesk::Answer OwnerDesk::explain(const Asker& asker, const say::Explain& ask) {
    const auto kept = store_.find(asker.account(), ask.notification);
    if (!kept) return Refusal(refused::notification_unknown);
    return Json{{"notification", kept->notification.json()},
                {"cause", kept->cause},
                {"rule", row_of(kind_of(kept->notification)).rule},
                {"steps", steps_of(*kept)}};
}

OwnerDesk::Answer OwnerDesk::choose(Turn& turn, const Asker& asker, const say::ChooseKind& ask) {
    if (const auto judged = judge_choice(ask.kind, ask.choice); !judged) return judged.refusal();
    settings_.choose(asker.account(), ask.kind, ask.choice);
    telling_.judge_held(turn, asker.account());
    return view_of(settings_.of(asker.account()));
}

OwnerDesk::Answer OwnerDesk::set_quiet_hours(Turn& turn, const Asker& asker, const say::SetQuietHours& ask) {
    if (ask.quiet) {
        if (const auto judged = judge_quiet_hours(*ask.quiet); !judged) return judged.refusal();
    }
    settings_.set_quiet_hours(asker.account(), ask.quiet);
    telling_.judge_held(turn, asker.account());
    return view_of(settings_.of(asker.account()));
}

}  // namespace traction::notifications
