/// `tractionctl alert`: what the person was told, why, and how he is told. Rules N1, K6.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/one_argument.hpp"
#include "cloud/ctl/quiet_argument.hpp"
#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::ctl {

using wire::Party;
namespace accounts = wire::accounts;
namespace notifications = wire::notifications;

namespace {

constexpr std::string_view kTeller = "notifications";

void print_one(const CommandLine& line, const wire::Json& json) {
    if (line.as_json()) return line.print_line(json.dump());
    const auto told = wire::read_message<notifications::Notification>(json, wire::UnknownFields::allowed);
    if (!told) return line.print_line(json.dump());
    line.print_line(fmt::format("{} {} {}\n  {}", told->notification.text(), told->kind,
                                wire::word_text(told->phase, notifications::kPhaseNames), told->text));
}

struct Listing {
    bool unread = false;
    bool untold = false;
    std::string after;
};

Exit list_told(CommandLine& line, const Listing& listing) {
    notifications::List ask;
    if (listing.unread) ask.which = notifications::Which::unread;
    if (listing.untold) ask.which = notifications::Which::untold;
    if (!listing.after.empty()) ask.after = id_argument<NotificationId>(listing.after);
    auto session = line.connect(Party::owner);
    line.keep_signed_in(session);
    const auto answer = session.ask(kTeller, ask, line.patience());
    if (!answer || !answer->done || line.as_json()) return line.report(answer);
    for (const auto& notification : answer->body.at("notifications")) print_one(line, notification);
    line.print_line(fmt::format("{} unread", answer->body.at("unread").get<std::int64_t>()));
    if (answer->body.contains("next"))
        line.print_line("more: --after " + answer->body.at("next").get<std::string>());
    return Exit::ok;
}

void add_told_list(CLI::App& group, CommandLine& line) {
    auto* command = group.add_subcommand("list", "list what you were told, newest first");
    const auto listing = std::make_shared<Listing>();
    auto* unread = command->add_flag("--unread", listing->unread, "only what is not read");
    command->add_flag("--untold", listing->untold, "what waits, and what is of a kind that is switched off")
        ->excludes(unread);
    command->add_option("--after", listing->after, "go on behind this notification");
    command->callback(
        [&line, listing] { line.chosen([&line, listing] { return list_told(line, *listing); }); });
}

/// What is unread first, oldest first, so that the newest stands at the end of the screen.
Exit watch_told(CommandLine& line) {
    auto session = line.connect(
        Party::owner, {wire::topic(wire::TopicKind::notification, {line.signed_in(Party::owner).name})});
    line.keep_signed_in(session);
    const notifications::List ask{.which = notifications::Which::unread, .after = {}};
    const auto answer = session.ask(kTeller, ask, line.patience());
    if (!answer || !answer->done) return line.report(answer);
    const auto& unread = answer->body.at("notifications");
    for (auto one = unread.rbegin(); one != unread.rend(); ++one) print_one(line, *one);
    while (true) {
        line.keep_signed_in(session);
        const auto message = session.next(Milliseconds{1'000});
        if (!message) continue;
        if (const auto json = wire::parse_json(message->payload)) print_one(line, *json);
    }
}

void add_read(CLI::App& group, CommandLine& line) {
    auto* command = group.add_subcommand("read", "mark a notification as read, or all");
    const auto id = std::make_shared<std::string>();
    const auto all = std::make_shared<bool>();
    auto* one = command->add_option("notification", *id);
    command->add_flag("--all", *all)->excludes(one);
    command->callback([&line, id, all] {
        if (!*all && id->empty()) misuse("name a notification, or give --all");
        line.chosen([&line, id, all] {
            if (*all) return line.ask(Party::owner, kTeller, notifications::MarkAllRead{});
            return line.ask(Party::owner, kTeller,
                            notifications::MarkRead{{id_argument<NotificationId>(*id)}});
        });
    });
}

struct Wish {
    std::string kind, quiet, units;
    bool off = false, on = false, mail = false;
};

notifications::ChooseKind choice_of(const Wish& wish) {
    const auto& names = notifications::kKindNames;
    const auto kind = std::find(names.begin(), names.end(), wish.kind);
    if (kind == names.end()) misuse("'" + wish.kind + "' is no kind; `alert settings` lists them");
    if (wish.off + wish.on + wish.mail != 1) misuse("with --kind give one of --off, --on, --mail");
    return {.kind = static_cast<notifications::Kind>(kind - names.begin()),
            .choice = wish.off    ? notifications::Choice::off
                      : wish.mail ? notifications::Choice::mail
                                  : notifications::Choice::on};
}

/// Asks for what is wished, in turn; stops at the first refusal. Each answer is the settings as they are.
Exit change_settings(CommandLine& line, const Wish& wish) {
    auto session = line.connect(Party::owner);
    line.keep_signed_in(session);
    std::optional<wire::Answer> answer;
    const auto done = [&](std::optional<wire::Answer> given) {
        answer = std::move(given);
        return answer && answer->done;
    };
    if (!wish.kind.empty() && !done(session.ask(kTeller, choice_of(wish), line.patience())))
        return line.report(answer);
    if (!wish.quiet.empty() && !done(session.ask(kTeller, quiet_argument(wish.quiet), line.patience())))
        return line.report(answer);
    if (!wish.units.empty()) {
        const accounts::Update update{.distance_unit = wish.units == "km" ? accounts::DistanceUnit::km
                                                                          : accounts::DistanceUnit::mi};
        return line.report(session.ask("accounts", update, line.patience()));
    }
    if (!answer) answer = session.ask(kTeller, notifications::ShowSettings{}, line.patience());
    return line.report(answer);
}

void add_settings(CLI::App& group, CommandLine& line) {
    auto* command = group.add_subcommand("settings", "show or change how you are told");
    const auto wish = std::make_shared<Wish>();
    auto* kind = command->add_option("--kind", wish->kind, "a kind of notification");
    command->add_flag("--off", wish->off, "do not tell me of that kind")->needs(kind);
    command->add_flag("--on", wish->on, "tell me in the app")->needs(kind);
    command->add_flag("--mail", wish->mail, "tell me in the app and by mail")->needs(kind);
    command->add_option("--quiet", wish->quiet, "22:00-07:00: only what is urgent; none: no quiet hours");
    command->add_option("--units", wish->units, "in which distances are told")
        ->check(CLI::IsMember({"miles", "km"}));
    command->callback([&line, wish] {
        if (!wish->kind.empty()) choice_of(*wish);
        if (!wish->quiet.empty()) quiet_argument(wish->quiet);
        line.chosen([&line, wish] { return change_settings(line, *wish); });
    });
}

}  // namespace

void add_alert_commands(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("alert", "what you were told, and how")->require_subcommand(1);
    add_told_list(group, line);
    group.add_subcommand("watch", "print what is unread, and then what you are told, live, until stopped")
        ->callback([&line] { line.chosen([&line] { return watch_told(line); }); });
    add_read(group, line);
    add_settings(group, line);
    add_ask(group, line, Party::owner, {"explain", "why you were told something, or not", "notification"},
            kTeller, id_argument<NotificationId>,
            [](NotificationId notification) { return notifications::Explain{{notification}}; });
}

}  // namespace traction::ctl
