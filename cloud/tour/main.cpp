/// traction-tour: lives the story of `scripts/run --tour`, and ends with 0 when every step of it was seen on
/// the broker.
#include <csignal>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cloud/tour/story.hpp"
#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/adapters/process/credentials.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/tokens/jwt_tokens.hpp"
#include "shared/adapters/tokens/secret_files.hpp"

namespace {

using namespace traction;

struct Options {
    std::string broker = "127.0.0.1:8883";
    std::string keys, mail, operator_password;
    std::string car, other_car, hands_of_car, hands_of_other_car, screen_of_car, screen_of_other_car;
};

/// The door for people, and the mail that they read.
tour::Reception reception_of(const Options& options, const adapters::BrokerAddress& address,
                             ports::Randomness& randomness) {
    return {.broker = {.address = address,
                       .authority_file = (std::filesystem::path(options.keys) / "ca.pem").string()},
            .mail = options.mail,
            .randomness = randomness};
}

/// A sandbox's broker admits a witness, who hears everything; whoever has the key of the tokens can be one.
Secret witness_token(const Options& options, ports::Clock& clock) {
    adapters::JwtIssuer issuer(adapters::read_key(std::filesystem::path(options.keys) / "tokens.key"));
    return Secret(issuer.issue({.role = "witness",
                                .name = "tour",
                                .device = {},
                                .issued = clock.now(),
                                .expires = clock.now() + ports::kLongestToken}));
}

int live(const Options& options) {
    const auto broker = adapters::parse_broker_address(options.broker);
    const auto car = Vin::parse(options.car);
    const auto other_car = Vin::parse(options.other_car);
    if (!broker || !car || !other_car) {
        fmt::print(stderr, "--broker takes HOST:PORT, --car and --other-car a VIN\n");
        return 2;
    }
    constexpr Milliseconds kPatience{10'000};
    adapters::SystemRandomness randomness;
    adapters::SystemClock clock;
    const auto reception = reception_of(options, *broker, randomness);
    ctl::Session watching(
        reception.broker,
        {.role = wire::Party::anyone, .name = "tour", .device = {}, .token = witness_token(options, clock)},
        randomness, {"#"}, kPatience);
    tour::Witness witness(watching, clock);
    const auto operators = tour::staff_session(reception, wire::access::Role::operators, "first",
                                               adapters::secret_in(options.operator_password).revealed());
    tour::Story(witness, *operators, reception,
                {.car = {*car, options.hands_of_car, options.screen_of_car},
                 .other_car = {*other_car, options.hands_of_other_car, options.screen_of_other_car}})
        .live();
    fmt::print("\nThe story was lived, and every step of it was seen on the broker.\n");
    return 0;
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("--broker", options.broker, "the broker's door for people, HOST:PORT")
        ->capture_default_str();
    app.add_option("--keys", options.keys, "folder of scripts/certs")->required();
    app.add_option("--mail", options.mail, "Maildir of the cloud")->required();
    app.add_option("--operator-password", options.operator_password,
                   "file that traction-cloud --first-operator wrote")
        ->required();
    app.add_option("--car", options.car, "VIN of the car of the story")->required();
    app.add_option("--other-car", options.other_car, "VIN of the car that is sold, and stolen")->required();
    app.add_option("--hands-of-car", options.hands_of_car, "named pipe to the car's hands")->required();
    app.add_option("--hands-of-other-car", options.hands_of_other_car, "named pipe to that car's hands")
        ->required();
    app.add_option("--screen-of-car", options.screen_of_car, "file of what the car shows")->required();
    app.add_option("--screen-of-other-car", options.screen_of_other_car, "file of what that car shows")
        ->required();
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app("Lives a story on a running Traction sandbox, and sees every step on the broker.",
                 "traction-tour");
    Options options;
    add_options(app, options);
    try {
        app.parse(argc, argv);
        return live(options);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "\nThe tour failed: {}\n", failure.what());
        return 1;
    }
}
