/// Commands that were sent: their steps, and taking them back.
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "shared/wire/messages/commands.hpp"

namespace traction::ctl {

using wire::Party;
namespace commands = wire::commands;

namespace {

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

void add_sent_commands(CLI::App& app, CommandLine& line) {
    auto& command = *app.add_subcommand("command", "commands that were sent")->require_subcommand(1);
    add_of_command<commands::Show>(command, line, "show", "each step, its time and its cause");
    add_of_command<commands::Cancel>(command, line, "cancel", "take back what was not sent yet");
}

}  // namespace traction::ctl
