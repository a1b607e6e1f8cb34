#include "shared/adapters/process/process.hpp"

#include <csignal>
#include <ctime>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"
#include "shared/adapters/mqtt_bus/socket_bus.hpp"
#include "shared/wire/streams.hpp"

namespace traction::adapters {
namespace {

/// Paho alone would take half of its time.
constexpr std::string_view kHearsEveryCar = wire::kReportReceiver;

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    return signals;
}

}  // namespace

StopSignal::StopSignal() {
    std::signal(SIGPIPE, SIG_IGN);
    const auto signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void StopSignal::wait() {
    while (!came_within(std::chrono::hours{1})) {
    }
}

bool StopSignal::came_within(Milliseconds patience) {
    const auto signals = stop_signals();
    const timespec time{.tv_sec = patience.count() / 1000, .tv_nsec = patience.count() % 1000 * 1'000'000};
    came_ = came_ || sigtimedwait(&signals, nullptr, &time) > 0;
    return came_;
}

RealWorld::RealWorld(BrokerAddress broker, std::filesystem::path data, std::string identity,
                     Credentials credentials, SqliteOptions options)
    : broker_(std::move(broker)),
      data_(std::move(data)),
      identity_(std::move(identity)),
      credentials_(std::move(credentials)),
      options_(options) {}

runtime::Surroundings RealWorld::surroundings() {
    return {.open_database = [this](const std::string& worker) -> std::unique_ptr<ports::Database> {
                return std::make_unique<SqliteDatabase>(file_of(worker).string(), options_);
            },
            .connect = [this](const std::string& worker, const std::vector<std::string>& subscriptions,
                              const ports::Publication& last_will,
                              ports::BusListener& listener) -> std::unique_ptr<ports::Bus> {
                MqttBusConfig config;
                config.host = broker_.host;
                config.port = broker_.port;
                config.client_id = identity_ + ":" + worker;
                config.subscriptions = subscriptions;
                config.will = last_will;
                config.credentials = credentials_;
                if (worker == kHearsEveryCar) return std::make_unique<SocketBus>(std::move(config), listener);
                return std::make_unique<MqttBus>(std::move(config), listener);
            },
            .clock = clock_,
            .randomness = randomness_};
}

void set_up_logging(bool verbose) {
    auto log = spdlog::stderr_logger_mt("traction");
    log->set_pattern("%H:%M:%S.%e %l %v");
    log->set_level(verbose ? spdlog::level::debug : spdlog::level::info);
    spdlog::set_default_logger(std::move(log));
}

}  // namespace traction::adapters
