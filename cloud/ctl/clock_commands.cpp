#include "cloud/ctl/clock_commands.hpp"

#include <map>
#include <memory>

#include "shared/wire/messages/clock.hpp"

namespace traction::ctl {

using wire::Party;
namespace clock = wire::clock;

namespace {

/// Waits on the `clock` topic until the target is reached and everybody is done.
Exit wait_for_arrival(CommandLine& line, Session& session, Timestamp target) {
    while (const auto message = session.next(line.patience())) {
        line.keep_signed_in(session);
        const auto json = wire::parse_json(message->payload);
        if (!json) continue;
        const auto tick = wire::read_message<clock::Tick>(*json, wire::UnknownFields::allowed);
        if (tick && tick->now >= target && !tick->advancing) {
            line.print(*json);
            return Exit::ok;
        }
    }
    line.complain("the clock has not arrived yet; `tractionctl clock show` says who is still busy");
    return Exit::timed_out;
}

/// Seconds of "90s", "30m", "12h", "365d".
Milliseconds duration_argument(const std::string& text) {
    static const std::map<char, std::int64_t> seconds{{'s', 1}, {'m', 60}, {'h', 3'600}, {'d', 86'400}};
    const auto unit = text.empty() ? seconds.end() : seconds.find(text.back());
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    if (unit == seconds.end() || digits == 0 || digits > 9 || digits + 1 != text.size())
        misuse("a duration looks like 90s, 30m, 12h or 365d");
    return std::chrono::seconds{std::stoll(text.substr(0, digits)) * unit->second};
}

Exit advance(CommandLine& line, const std::string& to, const std::string& by) {
    auto session = line.connect(Party::operators, {wire::topic(wire::TopicKind::clock)});
    const auto shown = session.ask("clock", clock::Show{}, line.patience());
    if (!shown || !shown->done) return line.report(shown);
    const auto now = instant_argument(shown->body.value("now", ""));
    const auto target = to.empty() ? now + duration_argument(by) : instant_argument(to);
    return travel(line, session, target);
}

}  // namespace

Exit travel(CommandLine& line, Session& session, Timestamp target) {
    const auto answer = session.ask("clock", clock::Advance{target}, line.patience());
    if (!answer || !answer->done) return line.report(answer);
    return wait_for_arrival(line, session, target);
}

void add_clock(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("clock", "the sandbox clock")->require_subcommand(1);
    auto* move =
        group.add_subcommand("advance", "move time forward, and wait until everybody has lived through it");
    const auto to = std::make_shared<std::string>();
    const auto by = std::make_shared<std::string>();
    auto* target = move->add_option_group("target")->require_option(1);
    target->add_option("--to", *to, "an instant such as 2027-03-01T00:00:00Z");
    target->add_option("--by", *by, "a duration such as 90s, 30m, 12h or 365d");
    move->callback([&line, to, by] { line.chosen([&line, to, by] { return advance(line, *to, *by); }); });
    group.add_subcommand("show", "what time it is, and who is still busy")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::operators, "clock", clock::Show{}); });
    });
    const auto rate = std::make_shared<double>();
    auto* run = group.add_subcommand("rate", "let time run by itself, so many times as fast (0: it stands)");
    run->add_option("rate", *rate)->required()->check(CLI::Range(0.0, 100'000.0));
    run->callback([&line, rate] {
        line.chosen([&line, rate] { return line.ask(Party::operators, "clock", clock::SetRate{*rate}); });
    });
}

}  // namespace traction::ctl
