/// traction-cloud: opens a database and a connection for each worker named on the command line (default:
/// all), and lets them live.
#include <fstream>

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include "cloud/accounts_options.hpp"
#include "cloud/mail_options.hpp"
#include "cloud/payment_provider.hpp"
#include "cloud/process/all_workers.hpp"
#include "shared/adapters/process/credentials.hpp"
#include "shared/adapters/process/process.hpp"
#include "shared/adapters/process/program.hpp"
#include "shared/adapters/process/restore.hpp"

namespace {

using namespace traction;

struct Options {
    std::string broker = "127.0.0.1:1883";
    std::string secrets;
    std::string data = "data";
    std::string clock = "wall";
    std::string start = "2027-01-01T00:00:00Z";
    std::string restore_from;
    cloud::AccountsOptions accounts;
    cloud::MailOptions mail;
    std::string cameras;
    std::vector<std::string> workers;
    bool verbose = false;
};

void add_options(CLI::App& app, Options& options) {
    app.add_option("--broker", options.broker, "where the broker listens, HOST:PORT")->capture_default_str();
    app.add_option(
        "--secrets", options.secrets,
        "folder of scripts/certs, of which the workers show the secret; without it, only a broker that "
        "admits everybody admits them");
    app.add_option("--data", options.data, "folder of the databases")->capture_default_str();
    app.add_option("--clock", options.clock, "wall: real time. sandbox: time is moved with tractionctl clock")
        ->check(CLI::IsMember({"wall", "sandbox"}))
        ->capture_default_str();
    app.add_option("--start", options.start, "when a new sandbox clock begins")->capture_default_str();
    app.add_option(
        "--restore", options.restore_from,
        "before starting, put back the workers' databases from this folder of back-ups and begin new epochs");
    cloud::add_accounts_options(app, options.accounts);
    cloud::add_mail_options(app, options.mail);
    app.add_option("--cameras", options.cameras,
                   "file of speed cameras, of which danger zones are made: like that of data.gouv.fr, see "
                   "cloud/danger_zones/camera_file.hpp");
    app.add_flag("--verbose", options.verbose, "log more");
    app.add_option("workers", options.workers, "workers to start; all when none is named");
}

danger_zones::OpenCameras opener_of(const std::string& file) {
    if (file.empty()) return {};
    return [file]() -> std::unique_ptr<std::istream> {
        auto opened = std::make_unique<std::ifstream>(file, std::ios::binary);
        if (!*opened) return nullptr;
        return opened;
    };
}

int live(const Options& options, adapters::StopSignal& stop) {
    const auto broker = adapters::parse_broker_address(options.broker);
    const auto start = parse_timestamp(options.start);
    if (!broker || !start) {
        spdlog::error("--broker takes HOST:PORT, --start an instant such as 2027-01-01T00:00:00Z");
        return 2;
    }
    const auto time = options.clock == "sandbox" ? runtime::TimeMode::sandbox : runtime::TimeMode::wall;
    adapters::RealWorld world(
        *broker, options.data, "w",
        options.secrets.empty() ? adapters::Credentials{} : adapters::worker_credentials(options.secrets));
    const cloud::AccountsMeans accounts(options.accounts, options.secrets);
    auto kinds = cloud::workers_named(options.workers, {.time = time,
                                                        .start = *start,
                                                        .post = cloud::post_of(options.mail, options.data),
                                                        .accounts = accounts.means(),
                                                        .provider = cloud::sandbox_provider(world),
                                                        .cameras = opener_of(options.cameras)});
    if (!kinds) {
        spdlog::error("there is no such worker; the workers are: {}", cloud::worker_names());
        return 2;
    }
    std::filesystem::create_directories(options.data);
    if (!options.restore_from.empty()) adapters::restore(*kinds, world, options.restore_from);
    if (!options.accounts.first_operator.empty())
        cloud::make_first_operator(*kinds, world, options.accounts.first_operator);
    std::vector<std::unique_ptr<runtime::WorkerThread>> threads;
    for (auto& kind : *kinds) {
        // The clock itself lives in machine time.
        const auto lives_in = kind.name == cloud::kClockWorker ? runtime::TimeMode::wall : time;
        threads.push_back(
            std::make_unique<runtime::WorkerThread>(std::move(kind), world.surroundings(), lives_in));
    }
    spdlog::info("{} workers, broker {}:{}, data in {}", threads.size(), broker->host, broker->port,
                 options.data);
    stop.wait();
    for (auto& thread : threads) thread->stop();
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    umask(077);
    adapters::StopSignal stop;
    CLI::App app("The workers of a Traction cloud.", "traction-cloud");
    Options options;
    add_options(app, options);
    return adapters::run_program(app, argc, argv, [&] {
        adapters::set_up_logging(options.verbose);
        return live(options, stop);
    });
}
