#include <memory>

#include "cloud/ctl/act_command.hpp"
#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/one_argument.hpp"
#include "cloud/ctl/person_options.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::ctl {

using wire::Party;
namespace garage = wire::garage;
namespace state = wire::state;

namespace {

void add_pair(CLI::App& group, CommandLine& line) {
    auto* command = group.add_subcommand("pair", "you sit in the car: this is the code on its screen");
    const auto vin = add_argument(*command, "vin", "the car");
    const auto code = add_argument(*command, "code", "what its screen shows");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, "garage", garage::Pair{vin_argument(*vin), *code});
        });
    });
}

/// Each sends one command and follows its steps to the end.
void add_remote_control(CLI::App& group, CommandLine& line) {
    using wire::commands::Act;
    add_act(group, line, "lock", "lock the car", Act::lock);
    add_act(group, line, "unlock", "unlock the car", Act::unlock);
    add_act(group, line, "horn", "sound the horn", Act::horn);
    add_act(group, line, "lights", "flash the lights", Act::lights);
    add_act(group, line, "locate", "ask for the position", Act::locate);
    add_act(group, line, "refresh", "ask for fresh values", Act::refresh);
}

void add_vehicle(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("vehicle", "the cars of your garage")->require_subcommand(1);
    add_ask(group, line, Party::owner, {"preview", "which car a VIN stands for", "vin"}, "garage",
            vin_argument, [](Vin vin) { return garage::AskPreview{{vin}}; });
    add_ask(group, line, Party::owner, {"add", "take a car into the garage, unpaired", "vin"}, "garage",
            vin_argument, [](Vin vin) { return garage::Add{{vin}}; });
    add_ask(group, line, Party::owner, {"show-code", "have the car show a pairing code on its screen", "vin"},
            "garage", vin_argument, [](Vin vin) { return garage::ShowCode{{vin}}; });
    add_pair(group, line);
    add_ask(group, line, Party::owner, {"remove", "take a car out of the garage", "vin"}, "garage",
            vin_argument, [](Vin vin) { return garage::Remove{{vin}}; });
    group.add_subcommand("list", "list the cars")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, "garage", garage::List{}); });
    });
    add_ask(group, line, Party::owner, {"status", "show what is known of a car now", "vin"}, "state",
            vin_argument, [](Vin vin) { return state::Show{vin}; });
    add_remote_control(group, line);
}

/// What it shows already, in the form in which changes come: a parked car may say nothing new for an hour.
void print_as_it_is(const CommandLine& line, const Vin& vin, const wire::Json& state) {
    for (const auto& [aspect, signals] : state.items())
        line.print_line(wire::Json{{"vin", vin.text()}, {"aspect", aspect}, {"signals", signals}}.dump());
}

/// Renews its lease half-way, for as long as the person looks.
Exit watch(CommandLine& line, const Vin& vin) {
    auto session = line.connect(Party::owner, {wire::topic(wire::TopicKind::vehicle_view,
                                                           {line.signed_in(Party::owner).name, vin.text()})});
    for (bool first = true; true; first = false) {
        const auto answer = session.ask("state", state::Watch{vin}, line.patience());
        if (!answer || !answer->done) return line.report(answer);
        if (first) print_as_it_is(line, vin, answer->body.at("state"));
        line.keep_signed_in(session);
        const std::chrono::seconds lease{answer->body.at("lease_until_seconds").get<std::int64_t>()};
        const auto renew_at = line.now() + lease / 2;
        while (line.now() < renew_at) {
            if (const auto message = session.next(Milliseconds{1'000})) line.print_line(message->payload);
        }
    }
}

void add_watch(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("watch", "print what a car says, live, until stopped");
    const auto vin = std::make_shared<std::string>();
    command->add_option("vin", *vin)->required();
    command->callback(
        [&line, vin] { line.chosen([&line, wanted = vin_argument(*vin)] { return watch(line, wanted); }); });
}

}  // namespace

void add_owner_commands(CLI::App& app, CommandLine& line) {
    add_vehicle(app, line);
    add_watch(app, line);
}

}  // namespace traction::ctl
