/// Off-peak hours as they are typed.
#pragma once

#include "cloud/ctl/command_line.hpp"
#include "shared/wire/messages/programmes.hpp"

namespace traction::ctl {

inline constexpr const char* kOffPeakHours = "such as 23:30-07:30, several times; or 'HC (23H30-7H30)'";

/// Windows as they stand in a message. Ends the command line as misused where they are none; the times
/// themselves are judged by the worker.
inline wire::Json windows_argument(const std::vector<std::string>& texts) {
    if (texts.size() == 1) {
        if (const auto windows = parse_off_peak_label(texts[0]); windows && !windows->empty())
            return wire::commands::json_of(*windows);
    }
    auto windows = wire::Json::array();
    for (const auto& text : texts) {
        const auto dash = text.find('-');
        if (dash == std::string::npos) misuse("off-peak hours look like 23:30-07:30, or 'HC (23H30-7H30)'");
        windows.push_back({{"from", text.substr(0, dash)}, {"until", text.substr(dash + 1)}});
    }
    return windows;
}

}  // namespace traction::ctl
