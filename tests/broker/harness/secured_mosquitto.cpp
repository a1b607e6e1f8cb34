#include "tests/broker/harness/secured_mosquitto.hpp"

#include <stdexcept>

namespace traction::test {

SecuredMosquitto::SecuredMosquitto() {
    start_on_free_ports(4, [this](const auto& ports) { return configuration(ports); });
}

std::string SecuredMosquitto::configuration(const std::vector<std::uint16_t>& ports) const {
    std::vector<std::string> words{TRACTION_SOURCE_DIR "/scripts/broker-config", keys_.path().string(),
                                   TRACTION_ACCESS_PLUGIN, "--witness"};
    const char* const doors[]{"--people", "--cars", "--web", "--workers"};
    for (std::size_t i = 0; i < ports.size(); ++i) {
        words.emplace_back(doors[i]);
        words.push_back(std::to_string(ports[i]));
    }
    const auto printed = folder() / "printed.conf";
    std::filesystem::remove(printed);
    Process script(words, printed);
    if (script.wait() != 0) throw std::runtime_error("no configuration: " + script.output());
    return script.output();
}

}  // namespace traction::test
