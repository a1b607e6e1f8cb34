#include "cloud/ctl/person_options.hpp"

#include <fmt/format.h>

namespace traction::ctl {

Text add_text(CLI::App& command, const std::string& name, const std::string& help) {
    const auto text = std::make_shared<std::string>();
    command.add_option(name, *text, help);
    return text;
}

Text add_argument(CLI::App& command, const std::string& name, const std::string& help) {
    const auto text = std::make_shared<std::string>();
    command.add_option(name, *text, help)->required();
    return text;
}

Text add_password_file(CLI::App& command, const std::string& name, const char* environment) {
    return add_text(
        command, name,
        fmt::format("file with the password; else {} counts, else you are asked for it", environment));
}

}  // namespace traction::ctl
