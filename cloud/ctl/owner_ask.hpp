/// The most usual subcommand of an owner.
#pragma once

#include <memory>

#include "cloud/ctl/command_line.hpp"

namespace traction::ctl {

/// A subcommand with one argument, which asks `Ask{parse(argument)}`.
template <class Parse, class Make>
void add_ask(CLI::App& group, CommandLine& line, const std::string& name, const std::string& help,
             const std::string& argument, std::string_view worker, Parse parse, Make make) {
    auto* command = group.add_subcommand(name, help);
    const auto text = std::make_shared<std::string>();
    command->add_option(argument, *text)->required();
    command->callback([&line, text, worker, parse, make] {
        line.chosen(
            [&line, ask = make(parse(*text)), worker] { return line.ask(Party::owner, worker, ask); });
    });
}

}  // namespace traction::ctl
