#include "cloud/ctl/act_command.hpp"

#include <memory>

#include <fmt/format.h>

namespace traction::ctl {

using wire::Party;
namespace commands = wire::commands;

namespace {

Exit exit_of(commands::Phase phase) {
    switch (phase) {
        case commands::Phase::done:
            return Exit::ok;
        case commands::Phase::refused:
        case commands::Phase::cancelled:
            return Exit::refused;
        default:
            return Exit::timed_out;
    }
}

/// Prints each step as it happens, until the command has ended or the car gave no word in time.
Exit follow(CommandLine& line, Session& session) {
    while (const auto message = session.next(line.patience())) {
        const auto json = wire::parse_json(message->payload);
        if (!json) continue;
        const auto step = wire::read_message<commands::Step>(*json, wire::UnknownFields::allowed);
        if (!step) continue;
        if (line.as_json()) {
            line.print(*json);
        } else {
            const auto reason = step->reason.empty() ? std::string() : " (" + step->reason + ")";
            line.print_line(fmt::format("{} {}{}", to_text(step->at),
                                        wire::word_text(step->phase, commands::kPhaseNames), reason));
        }
        if (commands::is_end(step->phase) || step->phase == commands::Phase::unanswered)
            return exit_of(step->phase);
    }
    line.complain(
        "the car gave no word in time; it may be asleep. The command goes on: see `tractionctl command "
        "show`");
    return Exit::timed_out;
}

struct Remote {
    std::string vin;
    std::string deadline;
    bool wait = true;
};

Exit send(CommandLine& line, const Remote& remote, commands::Act act, wire::Json body) {
    const auto command = line.fresh_id();
    body.update({{"command", command},
                 {"vin", vin_argument(remote.vin).text()},
                 {"act", wire::word_text(act, commands::kActNames)}});
    if (!remote.deadline.empty()) body["deadline"] = to_text(instant_argument(remote.deadline));
    auto session = line.connect(Party::owner, {wire::topic(wire::TopicKind::command_step,
                                                           {line.signed_in(Party::owner).name, command})});
    const auto answer = session.ask("commands", commands::Send::kVerb, body, line.patience());
    const bool accepted = answer && answer->done;
    if (accepted && !line.as_json()) line.print_line("command " + command);
    if (accepted && remote.wait) return follow(line, session);
    return line.report(answer);
}

}  // namespace

CLI::App* add_act(CLI::App& group, CommandLine& line, const std::string& name, const std::string& help,
                  commands::Act act, std::function<wire::Json()> make_body) {
    auto* command = group.add_subcommand(name, help);
    const auto remote = std::make_shared<Remote>();
    command->add_option("vin", remote->vin)->required();
    command->add_option("--deadline", remote->deadline,
                        "an instant after which it is not to happen any more");
    command->add_flag("!--no-wait", remote->wait, "do not wait for the car's word");
    command->callback([&line, remote, act, make_body] {
        line.chosen([&line, remote, act, make_body] { return send(line, *remote, act, make_body()); });
    });
    return command;
}

}  // namespace traction::ctl
