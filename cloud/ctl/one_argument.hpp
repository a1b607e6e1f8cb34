/// The most usual subcommand: one argument, one ask.
#pragma once

#include <memory>

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// What such a subcommand looks like to a person.
struct OneArgument {
    std::string name;
    std::string help;
    std::string argument;
};

/// A subcommand that asks `worker` as `role` for `make(parse(argument))`.
template <class Parse, class Make>
void add_ask(CLI::App& group, CommandLine& line, wire::Party role, const OneArgument& words,
             std::string_view worker, Parse parse, Make make) {
    auto* command = group.add_subcommand(words.name, words.help);
    const auto text = std::make_shared<std::string>();
    command->add_option(words.argument, *text)->required();
    command->callback(
        [=, &line] { line.chosen([=, &line] { return line.ask(role, worker, make(parse(*text))); }); });
}

}  // namespace traction::ctl
