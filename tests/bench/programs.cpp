#include "tests/bench/programs.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "shared/wire/topics.hpp"
#include "tests/bench/bare_reader.hpp"

namespace traction::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kStartPatience = 60s;
constexpr auto kEndPatience = 60s;

/// Each worker says that it is present when it is connected; the broker is new, so nothing older lies there.
void wait_until_present(const test::Mosquitto& broker, const std::vector<std::string>& workers) {
    for (const auto& worker : workers) {
        BareReader presence(broker.port(), wire::topic(wire::TopicKind::presence, {worker}));
        if (!test::wait_until([&] { return presence.count() > 0; }, kStartPatience)) {
            throw std::runtime_error("the worker " + worker + " does not connect");
        }
    }
}

}  // namespace

Cloud::Cloud(const test::Mosquitto& broker, const std::vector<std::string>& workers) {
    std::vector<std::string> command{TRACTION_CLOUD, "--broker", fmt::format("127.0.0.1:{}", broker.port()),
                                     "--data", (folder_.path() / "data").string()};
    command.insert(command.end(), workers.begin(), workers.end());
    process_ = std::make_unique<test::Process>(command, folder_.path() / "cloud.log");
    wait_until_present(broker, workers);
}

Cloud::~Cloud() {
    process_->terminate();
    process_->wait();
}

Vin Car::vin() {
    return *Vin::parse("VF1BENCH000000001");
}

Car::Car(const test::Mosquitto& broker, const std::vector<std::string>& arguments) {
    std::vector<std::string> command{TRACTION_VEHICLE,
                                     "--vin",
                                     vin().text(),
                                     "--broker",
                                     fmt::format("127.0.0.1:{}", broker.port()),
                                     "--data",
                                     (folder_.path() / "car.sqlite").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    process_ = std::make_unique<test::Process>(command, folder_.path() / "car.log");
    BareReader presence(broker.port(), wire::topic(wire::TopicKind::vehicle_presence, {vin().text()}));
    if (!test::wait_until([&] { return presence.count() > 0; }, kStartPatience)) {
        throw std::runtime_error("the car does not connect: " + process_->output());
    }
}

std::string Car::pairing_code() {
    std::string code;
    test::wait_until(
        [&] {
            code = process_->said_after("screen: pairing code ");
            return !code.empty();
        },
        kStartPatience);
    return code;
}

FleetRun::FleetRun(const test::Mosquitto& broker, const FleetOptions& options) : options_(options) {
    std::vector<std::string> command{TRACTION_FLEET,
                                     "--broker",
                                     fmt::format("127.0.0.1:{}", broker.port()),
                                     "--cars",
                                     fmt::format("{}", options.cars),
                                     "--warm-up",
                                     fmt::format("{}", options.warm_up),
                                     "--seconds",
                                     fmt::format("{}", options.seconds),
                                     "--rate",
                                     options.rate ? fmt::format("{:.0f}", *options.rate) : "max"};
    if (options.open_loop) command.push_back("--open-loop");
    process_ = std::make_unique<test::Process>(command, folder_.path() / "fleet.log");
}

void FleetRun::wait_for(const std::string& words, std::chrono::milliseconds patience) {
    test::wait_until(
        [&] { return process_->output().find(words) != std::string::npos || !process_->is_running(); },
        patience);
    const auto said = process_->output();
    if (said.find(words) == std::string::npos) throw std::runtime_error("the fleet does not get on: " + said);
}

void FleetRun::wait_until_it_counts() {
    wait_for("fleet counts\n", kStartPatience);
}

void FleetRun::wait_until_it_has_counted() {
    wait_for("fleet counted\n",
             std::chrono::ceil<std::chrono::milliseconds>(Seconds(options_.seconds)) + kEndPatience);
}

std::string FleetRun::result() {
    const auto code = process_->wait(kEndPatience);
    if (code != 0) throw std::runtime_error("the fleet was not served: " + process_->output());
    return process_->output();
}

}  // namespace traction::bench
