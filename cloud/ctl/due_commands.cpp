#include "cloud/ctl/due_commands.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include <fmt/format.h>

#include "cloud/ctl/clock_commands.hpp"
#include "shared/wire/messages/operators.hpp"
#include "shared/wire/messages/presence.hpp"

namespace traction::ctl {

using wire::Json;
using wire::Party;
using wire::TopicKind;
using wire::operators::Due;

namespace {

/// What each worker says is due.
struct Agenda {
    std::map<std::string, Json> answers;  ///< by worker
    std::set<std::string> silent;         ///< present, but gave no answer

    std::optional<std::string> next_due() const {
        std::optional<std::string> next;
        for (const auto& [worker, answer] : answers) {
            const auto due = answer.value("next_due", "");
            if (!due.empty() && (!next || due < *next)) next = due;
        }
        return next;
    }
    /// The earliest first.
    std::vector<Json> acts() const {
        std::vector<Json> rows;
        for (const auto& [worker, answer] : answers) {
            for (auto act : answer.value("acts", Json::array())) {
                act["worker"] = worker;
                rows.push_back(std::move(act));
            }
        }
        std::stable_sort(rows.begin(), rows.end(), [](const Json& one, const Json& other) {
            return one.value("earliest", "") < other.value("earliest", "");
        });
        return rows;
    }
};

Session connect(CommandLine& line) {
    return line.connect(Party::operators, {wire::filter(TopicKind::presence, {"+"})});
}

/// Their presence is retained, so it has come when an ask is answered that was asked after it was subscribed
/// to.
std::set<std::string> workers_present(Session& session) {
    std::set<std::string> present;
    while (const auto message = session.next(Milliseconds{0})) {
        const auto topic = wire::parse_topic(message->topic);
        const auto json = wire::parse_json(message->payload);
        if (!topic || !json) continue;
        const auto presence = wire::read_message<wire::Presence>(*json, wire::UnknownFields::allowed);
        if (!presence) continue;
        const std::string worker(topic->parts[0]);
        presence->online ? (void)present.insert(worker) : (void)present.erase(worker);
    }
    return present;
}

Agenda ask_everyone(CommandLine& line, Session& session, int days) {
    Agenda agenda;
    const auto ask = [&](const std::string& worker) {
        const auto answer = session.ask(worker, Due{days}, line.patience());
        if (answer && answer->done) {
            agenda.answers[worker] = answer->body;
        } else {
            agenda.silent.insert(worker);
        }
    };
    ask("accounts");
    for (const auto& worker : workers_present(session)) {
        if (worker != "accounts") ask(worker);
    }
    for (const auto& worker : agenda.silent) line.complain(fmt::format("{} does not answer", worker));
    return agenda;
}

Exit show_due(CommandLine& line, int days) {
    auto session = connect(line);
    const auto agenda = ask_everyone(line, session, days);
    if (line.as_json()) {
        line.print(Json{{"due", agenda.acts()}, {"silent", agenda.silent}});
    } else {
        for (const auto& act : agenda.acts()) {
            line.print_line(fmt::format("{}  {:<14} {:<20} {:>7}", act.value("earliest", ""),
                                        act.value("worker", ""), act.value("act", ""),
                                        act.value("count", std::int64_t{0})));
        }
    }
    return agenda.silent.empty() ? Exit::ok : Exit::timed_out;
}

Exit run_next(CommandLine& line) {
    auto session = line.connect(Party::operators,
                                {wire::filter(TopicKind::presence, {"+"}), wire::topic(TopicKind::clock)});
    const auto next = ask_everyone(line, session, 0).next_due();
    if (!next) {
        line.print_line("nothing is due");
        return Exit::ok;
    }
    return travel(line, session, instant_argument(*next));
}

}  // namespace

void add_due(CLI::App& group, CommandLine& line) {
    auto* due =
        group.add_subcommand("due", "what every worker has to do in the next days, the earliest first");
    const auto days = std::make_shared<int>(wire::operators::kDueDays);
    due->add_option("--days", *days, "how far ahead")
        ->check(CLI::Range(0, wire::operators::kMostDueDays))
        ->capture_default_str();
    due->callback([&line, days] { line.chosen([&line, days] { return show_due(line, *days); }); });
    group
        .add_subcommand(
            "run",
            "move the sandbox clock to the instant at which something is next due, and wait until "
            "everybody has lived through it")
        ->callback([&line] { line.chosen([&line] { return run_next(line); }); });
}

}  // namespace traction::ctl
