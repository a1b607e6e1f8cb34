#include "cloud/notifications/notifications_rules.hpp"

#include <fmt/format.h>

#include "shared/domain/dates_in_words.hpp"

namespace traction::notifications {

using wire::contracts::ContractEvent;
using wire::contracts::EndReason;
using wire::contracts::RenewalReminder;
using wire::contracts::TeardownDone;
using wire::state::SightGranted;
using wire::state::VehicleHappening;

namespace {

constexpr std::string_view kHelpDesk = "+33 1 70 00 00 00";
/// Notifications are written in English for everybody.
constexpr auto kLanguage = Language::english;

struct Words {
    std::string_view code;
    std::string_view words;
};
/// Ends of a charge that owners know by other words than the car's.
constexpr std::array kCompletions{Words{"full", "the battery is full"},
                                  Words{"limit_reached", "your charge limit is reached"},
                                  Words{"target_reached", "your target is reached"}};
constexpr std::array kFaults{Words{"power_cut", "the power was cut"}, Words{"unplugged", "it was unplugged"},
                             Words{"charge_point_error", "the charge point reported an error"}};
constexpr std::array kNotStarted{Words{"power_cut", "the charge point has no power"},
                                 Words{"charge_point_error", "the charge point reported an error"},
                                 Words{"part_failed", "its charge port does not answer"}};
constexpr std::array kEndReasons{"sale", "theft", "destruction", "the end of its lease", "another reason"};

template <std::size_t N>
std::string words_for(const std::array<Words, N>& list, std::string_view code, std::string_view otherwise) {
    for (const auto& row : list) {
        if (row.code == code) return std::string(row.words);
    }
    return std::string(otherwise);
}

std::optional<Kind> kind_named(std::string_view name) {
    for (const auto& row : kKinds) {
        if (row.subject == Subject::car && row.name == name) return row.kind;
    }
    return std::nullopt;
}

std::string sentence(Kind kind, const VehicleHappening& happening, const Zone& zone) {
    const auto when = "on " + in_words(happening.at, zone, kLanguage);
    const auto& vin = happening.vin.text();
    switch (kind) {
        case Kind::charge_complete:
            return fmt::format("Your car {} finished charging {}: {}.", vin, when,
                               words_for(kCompletions, happening.cause, "the battery is full"));
        case Kind::rapid_charge_80:
            return fmt::format(
                "Your car {} reached 80 % at a rapid charge point {}. Charging goes on more slowly.", vin,
                when);
        case Kind::charge_not_started:
            return fmt::format(
                "Your car {} did not start charging as programmed, {}, though it is plugged in: {}.", vin,
                when, words_for(kNotStarted, happening.cause, "the car does not know why"));
        case Kind::charge_will_be_late:
            return fmt::format(
                "Your car {} will not be charged as far as you programmed, seen {}: the charge point is too "
                "slow.",
                vin, when);
        default:
            return fmt::format("Your car {} stopped charging {}: {}.", vin, when,
                               words_for(kFaults, happening.cause, "the car reported a fault"));
    }
}

std::string sentence(Kind kind, const Vin& vin, const std::string& day) {
    const auto text = [&](fmt::string_view words) {
        return fmt::vformat(words, fmt::make_format_args(vin.text(), day));
    };
    switch (kind) {
        case Kind::contract_activated:
            return text("A contract of your car {0} began on {1}: the car has confirmed it.");
        case Kind::entitlement_pending:
            return text(
                "Your car {0} has not confirmed a contract for 7 days. Drive it where there is reception.");
        case Kind::anniversary_reached:
            return text(
                "Today, {1}, is the last day of a contract of your car {0}. It can be renewed until "
                "midnight.");
        case Kind::contract_renewed:
            return text("A contract of your car {0} was renewed on {1}.");
        case Kind::contract_extended:
            return text("A contract of your car {0} was extended by a term on {1}.");
        case Kind::contract_suspended:
            return text(
                "A contract of your car {0} is suspended since {1}, because it could not be charged. It ends "
                "in 14 days, unless it is paid before: check your payment means.");
        case Kind::contract_resumed:
            return text("A contract of your car {0} goes on since {1}: it is paid.");
        case Kind::contract_expired:
            return text(
                "A contract of your car {0} was not renewed. It has ended, and so has its service in the "
                "car.");
        default:
            return text("A contract of your car {0} has ended before its term, on {1}.");
    }
}

bool can_come_again(Kind kind) {
    return kind == Kind::anniversary_reached || kind == Kind::contract_renewed ||
           kind == Kind::contract_extended || kind == Kind::contract_suspended ||
           kind == Kind::contract_resumed;
}

}  // namespace

std::optional<Notice> notice_of(const VehicleHappening& happening, const Zone& zone) {
    const auto kind = kind_named(happening.kind);
    if (!kind) return std::nullopt;
    const bool by_session =
        happening.session && *kind != Kind::charge_not_started && *kind != Kind::charge_will_be_late;
    const auto which = by_session ? happening.session->text() : to_text(happening.at);
    return Notice{.kind = *kind,
                  .cause = fmt::format("{} {} {}", happening.kind, happening.vin.text(), which),
                  .at = happening.at,
                  .text = sentence(*kind, happening, zone),
                  .vin = happening.vin,
                  .contract = std::nullopt};
}

Notice notice_of(Kind kind, const ContractEvent& event, Timestamp at) {
    auto cause = fmt::format("{} {}", row_of(kind).name, event.contract.text());
    if (can_come_again(kind)) cause += " " + to_text(event.day);
    return {.kind = kind,
            .cause = std::move(cause),
            .at = at,
            .text = sentence(kind, event.vin, in_words(event.day, kLanguage)),
            .vin = event.vin,
            .contract = event.contract};
}

Notice notice_of(const RenewalReminder& reminder, Timestamp at) {
    const auto last_day = plus_days(reminder.of.day, reminder.days_left);
    const auto wait =
        reminder.days_left == 1 ? std::string("tomorrow") : fmt::format("in {} days", reminder.days_left);
    return {
        .kind = Kind::renewal_reminder,
        .cause = fmt::format("renewal_reminder {} {} {}", reminder.of.contract.text(), to_text(last_day),
                             reminder.days_left),
        .at = at,
        .text = fmt::format("A contract of your car {} ends {}, on {}. It can be renewed on that day only.",
                            reminder.of.vin.text(), wait, in_words(last_day, kLanguage)),
        .vin = reminder.of.vin,
        .contract = reminder.of.contract};
}

Notice notice_of(const TeardownDone& done, Timestamp at) {
    const auto reason = kEndReasons[static_cast<std::size_t>(done.reason)];
    return {.kind = Kind::teardown_done,
            .cause = fmt::format("teardown_done {}", done.teardown.text()),
            .at = at,
            .text = fmt::format("Because of {}, the contracts of the car {} have ended, you no longer see or "
                                "control it, and its data is erased. "
                                "If you did not expect this, call {}.",
                                reason, done.vin.text(), kHelpDesk),
            .vin = done.vin,
            .contract = std::nullopt};
}

Notice notice_of(const SightGranted& granted, Timestamp at, const Zone& zone) {
    return {.kind = Kind::sight_granted,
            .cause = fmt::format("sight_granted {}", granted.grant.text()),
            .at = at,
            .text = fmt::format("The help desk may see where your car {} is until {}. The purpose it gave: "
                                "{}. If you did not expect this, call {}.",
                                granted.vin.text(), in_words(granted.until, zone, kLanguage), granted.purpose,
                                kHelpDesk),
            .vin = granted.vin,
            .contract = std::nullopt};
}

}  // namespace traction::notifications
