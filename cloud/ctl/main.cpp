/// tractionctl: the command line of owners, the help desk and operators. It is an app like any other: it
/// speaks MQTT topics only.
#include <csignal>

#include <spdlog/spdlog.h>

#include "cloud/ctl/command_line.hpp"
#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"

int main(int argc, char** argv) {
    using namespace traction;
    std::signal(SIGPIPE, SIG_IGN);
    spdlog::set_level(spdlog::level::off);  // what goes wrong is said in a sentence of our own
    CLI::App app(
        "Talks to a Traction system over its MQTT topics.\n"
        "Exit codes: 0 ok, 1 failed, 2 usage, 4 refused, 7 car asleep or timed out, 8 broker unreachable.",
        "tractionctl");
    app.require_subcommand(1);
    adapters::SystemRandomness randomness;
    adapters::SystemClock clock;
    ctl::CommandLine line(randomness, clock);
    line.add_options(app);
    ctl::add_sign_in_commands(app, line);
    ctl::add_account_commands(app, line);
    ctl::add_owner_commands(app, line);
    ctl::add_alert_commands(app, line);
    ctl::add_store_commands(app, line);
    ctl::add_contract_commands(app, line);
    ctl::add_billing_commands(app, line);
    ctl::add_sent_commands(app, line);
    ctl::add_programme_commands(app, line);
    ctl::add_session_commands(app, line);
    ctl::add_trip_commands(app, line);
    ctl::add_desk_commands(app, line);
    ctl::add_staff_commands(app, line);
    try {
        app.parse(argc, argv);
        return static_cast<int>(line.run());
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return static_cast<int>(ctl::Exit::usage);
    } catch (const ctl::NotAdmitted& refused) {
        line.complain(refused.what());
        return static_cast<int>(ctl::Exit::refused);
    } catch (const ctl::Unreachable& unreachable) {
        line.complain(unreachable.what());
        return static_cast<int>(ctl::Exit::unreachable);
    } catch (const std::exception& failure) {
        line.complain(failure.what());
        return static_cast<int>(ctl::Exit::failed);
    }
}
