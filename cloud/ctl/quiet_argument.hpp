/// Quiet hours as a person types them.
#pragma once

#include "cloud/ctl/command_line.hpp"
#include "shared/wire/messages/notification_settings.hpp"

namespace traction::ctl {

/// "22:00-07:00", or "none". Ends the command line as misused where it is neither.
inline wire::notifications::SetQuietHours quiet_argument(const std::string& text) {
    if (text == "none") return {};
    const auto dash = text.find('-');
    const auto until = dash == std::string::npos ? std::string() : text.substr(dash + 1);
    auto ask = wire::read_message<wire::notifications::SetQuietHours>(
        {{"quiet", {{"from", text.substr(0, dash)}, {"until", until}}}}, wire::UnknownFields::refused);
    if (!ask) misuse("'" + text + "' are no quiet hours: write 22:00-07:00, or none");
    return std::move(ask).value();
}

}  // namespace traction::ctl
