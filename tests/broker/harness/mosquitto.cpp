#include "tests/broker/harness/mosquitto.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

namespace traction::test {
namespace {

constexpr int kAttempts = 5;

/// Debian keeps the broker where only root's PATH looks.
std::string program() {
    const char* const installed = "/usr/sbin/mosquitto";
    return access(installed, X_OK) == 0 ? installed : "mosquitto";
}

/// The broker's command line. A plugin that was built with a sanitizer finds its runtime only in a process
/// that began with it; what the broker itself keeps at its end is not ours to judge.
std::vector<std::string> command(const std::string& configuration) {
    std::vector<std::string> words{program(), "-c", configuration};
    const std::string runtime = TRACTION_SANITIZER_RUNTIME;
    if (runtime.empty()) return words;
    words.insert(words.begin(), {"env", "LD_PRELOAD=" + runtime, "ASAN_OPTIONS=detect_leaks=0"});
    return words;
}

std::string open_to_everybody(std::uint16_t port) {
    std::ifstream file(TRACTION_SOURCE_DIR "/broker-config/mosquitto.conf");
    return "listener " + std::to_string(port) + " 127.0.0.1\nallow_anonymous true\n" +
           std::string(std::istreambuf_iterator<char>(file), {});
}

bool accepts(std::uint16_t port) {
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    const bool accepted = connect(client, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
    close(client);
    return accepted;
}

}  // namespace

void Broker::start_on_free_ports(
    std::size_t count, const std::function<std::string(const std::vector<std::uint16_t>&)>& configuration) {
    for (int attempt = 1;; ++attempt) {
        ports_.clear();
        for (std::size_t i = 0; i < count; ++i) ports_.push_back(free_port());
        std::ofstream(folder() / "mosquitto.conf") << configuration(ports_);
        try {
            return start();
        } catch (const std::runtime_error&) {
            if (attempt == kAttempts) throw;  // otherwise somebody else took a port in between
        }
    }
}

void Broker::start() {
    const auto configured = (folder() / "mosquitto.conf").string();
    process_ = std::make_unique<Process>(command(configured), folder() / "mosquitto.log");
    wait_until([this] { return !process_->is_running() || accepts_everywhere(); });
    if (!process_->is_running() || !accepts_everywhere()) {
        throw std::runtime_error("the broker does not come up: " + process_->output());
    }
}

bool Broker::accepts_everywhere() const {
    return std::all_of(ports_.begin(), ports_.end(), accepts);
}

Mosquitto::Mosquitto() {
    start_on_free_ports(1, [](const auto& ports) { return open_to_everybody(ports[0]); });
}

}  // namespace traction::test
