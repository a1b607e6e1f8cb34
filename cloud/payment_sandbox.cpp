/// traction-payment-sandbox: the payment provider of a sandbox. It takes no money. It follows the sandbox
/// clock, as all processes do that the clock waits for.
#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include "cloud/payment_sandbox/sandbox_worker.hpp"
#include "shared/adapters/process/credentials.hpp"
#include "shared/adapters/process/process.hpp"
#include "shared/adapters/process/program.hpp"

namespace {

using namespace traction;

struct Options {
    std::string broker = "127.0.0.1:1883";
    std::string secrets;
    std::string data = "data";
    std::string clock = "sandbox";
};

void add_options(CLI::App& app, Options& options) {
    app.add_option("--broker", options.broker, "where the broker listens, HOST:PORT")->capture_default_str();
    app.add_option("--secrets", options.secrets, "folder of scripts/certs, of which it shows the secret");
    app.add_option("--data", options.data, "folder of its database")->capture_default_str();
    app.add_option("--clock", options.clock, "wall or sandbox, as the cloud's")
        ->check(CLI::IsMember({"wall", "sandbox"}))
        ->capture_default_str();
}

int live(const Options& options, adapters::StopSignal& stop) {
    const auto broker = adapters::parse_broker_address(options.broker);
    if (!broker) {
        spdlog::error("--broker takes HOST:PORT");
        return 2;
    }
    std::filesystem::create_directories(options.data);
    adapters::RealWorld world(
        *broker, options.data, "w",
        options.secrets.empty() ? adapters::Credentials{} : adapters::worker_credentials(options.secrets));
    const auto time = options.clock == "sandbox" ? runtime::TimeMode::sandbox : runtime::TimeMode::wall;
    runtime::WorkerThread provider(payment_sandbox::worker_kind(), world.surroundings(), time);
    stop.wait();
    provider.stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    umask(077);
    adapters::StopSignal stop;
    CLI::App app("The payment provider of a Traction sandbox. It takes no money.",
                 "traction-payment-sandbox");
    Options options;
    add_options(app, options);
    return adapters::run_program(app, argc, argv, [&] {
        adapters::set_up_logging(false);
        return live(options, stop);
    });
}
