/// Remote control: each subcommand sends one command and follows its steps to the end.
#include <memory>

#include <fmt/format.h>

#include "cloud/ctl/command_line.hpp"
#include "shared/wire/messages/commands.hpp"

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

/// A subcommand that sends `act`; `make_body` gives its arguments when it is run.
CLI::App* add_act(
    CLI::App& group, CommandLine& line, const std::string& name, const std::string& help, commands::Act act,
    std::function<wire::Json()> make_body = [] { return wire::Json::object(); }) {
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

void add_programme(CLI::App& charge, CommandLine& line) {
    struct Wish {
        std::string start, end, zone;
        int target_percent = 0;
        std::vector<int> days;
        bool off = false;
    };
    const auto wish = std::make_shared<Wish>();
    auto* command = add_act(charge, line, "programme", "charge at a programmed time",
                            commands::Act::set_charging_programme, [wish] {
                                wire::Json programme{{"active", !wish->off}, {"start", wish->start}};
                                if (!wish->end.empty()) programme["end"] = wish->end;
                                if (!wish->zone.empty()) programme["zone"] = wish->zone;
                                if (wish->target_percent > 0)
                                    programme["target_percent"] = wish->target_percent;
                                if (!wish->days.empty()) programme["days"] = wish->days;
                                return wire::Json{{"programme", programme}};
                            });
    command->add_option("--start", wish->start, "local time of day, 22:30")->required();
    command->add_option("--end", wish->end, "local time of day");
    command->add_option("--target", wish->target_percent, "percent")->check(CLI::Range(10, 100));
    command->add_option("--days", wish->days, "1 (Monday) to 7; all days when not given")
        ->check(CLI::Range(1, 7));
    command->add_option("--zone", wish->zone, "IANA time zone");
    command->add_flag("--off", wish->off, "keep the time, switch it off");
}

void add_charge(CLI::App& app, CommandLine& line) {
    auto& charge = *app.add_subcommand("charge", "charging")->require_subcommand(1);
    add_act(charge, line, "now", "charge at once", commands::Act::charge_now);
    add_programme(charge, line);
    const auto percent = std::make_shared<int>();
    add_act(charge, line, "limit", "the car itself stops at this percentage", commands::Act::set_charge_limit,
            [percent] {
                return wire::Json{{"limit_percent", *percent}};
            })
        ->add_option("percent", *percent)
        ->required()
        ->check(CLI::Range(20, 100));
}

template <class Ask>
void add_of_command(CLI::App& group, CommandLine& line, const std::string& name, const std::string& help) {
    auto* command = group.add_subcommand(name, help);
    const auto text = std::make_shared<std::string>();
    command->add_option("command", *text)->required();
    command->callback([&line, text] {
        line.chosen([&line, ask = Ask{id_argument<CommandId>(*text)}] {
            return line.ask(Party::owner, "commands", ask);
        });
    });
}

}  // namespace

void add_remote_commands(CLI::App& app, CommandLine& line) {
    add_charge(app, line);
    auto& remote = *app.add_subcommand("remote", "remote control")->require_subcommand(1);
    add_act(remote, line, "lock", "lock the car", commands::Act::lock);
    add_act(remote, line, "unlock", "unlock the car", commands::Act::unlock);
    add_act(remote, line, "horn", "sound the horn", commands::Act::horn);
    add_act(remote, line, "lights", "flash the lights", commands::Act::lights);
    add_act(remote, line, "locate", "ask for the position", commands::Act::locate);
    add_act(remote, line, "refresh", "ask for fresh values", commands::Act::refresh);
    add_act(remote, line, "precondition", "heat or cool the cabin for 30 minutes",
            commands::Act::precondition_start);
    add_act(remote, line, "precondition-stop", "stop it", commands::Act::precondition_stop);
    auto& command = *app.add_subcommand("command", "commands that were sent")->require_subcommand(1);
    add_of_command<commands::Show>(command, line, "show", "each step, its time and its cause");
    add_of_command<commands::Cancel>(command, line, "cancel", "take back what was not sent yet");
}

}  // namespace traction::ctl
