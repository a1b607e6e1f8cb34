/// What all subcommands of tractionctl share: the options, the way to ask, to print, and the exit codes.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "cloud/ctl/session.hpp"
#include "cloud/ctl/sign_in_file.hpp"
#include "shared/ports/clock.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::ctl {

enum class Exit : int {
    ok = 0,
    failed = 1,
    usage = 2,
    refused = 4,
    timed_out = 7,  ///< the car is asleep, or nobody answered
    unreachable = 8,
};

class CommandLine {
   public:
    CommandLine(ports::Randomness& randomness, ports::Clock& clock)
        : randomness_(randomness), clock_(clock) {}

    /// The options that stand before the subcommand.
    void add_options(CLI::App& app);

    /// A session of whoever is signed in with this role, listening to `also` besides the answers. Throws
    /// NotAdmitted when nobody is.
    Session connect(wire::Party role, std::vector<std::string> also = {});
    /// Renews a sign-in that ends soon, over its live connection. Called now and then while one lasts.
    void keep_signed_in(Session& session);
    /// What a guest asks: somebody who is not signed in.
    std::optional<wire::Answer> ask_as_guest(std::string_view worker, std::string_view verb,
                                             const wire::Json& body);
    /// Who is signed in with this role. Throws NotAdmitted when nobody is, or no longer.
    SignedInAs signed_in(wire::Party role) const;
    SignInFile sign_in_of(wire::Party role) const;
    Milliseconds patience() const { return Milliseconds{static_cast<std::int64_t>(timeout_seconds_ * 1000)}; }
    Timestamp now() const { return clock_.now(); }  ///< machine time
    std::string fresh_id() { return runtime::random_id_text(randomness_); }

    /// Connects, asks, prints the answer, and gives the exit code.
    template <class Body>
    Exit ask(wire::Party role, std::string_view worker, const Body& body) {
        auto session = connect(role);
        keep_signed_in(session);
        return report(session.ask(worker, body, patience()));
    }
    /// Prints an answer, or that there was none.
    Exit report(const std::optional<wire::Answer>& answer);
    /// Prints JSON as it is, or as indented "name: value" lines.
    void print(const wire::Json& json) const;
    void print_line(const std::string& line) const;
    /// Part of a longer text. Throws Fault when nobody takes it.
    void print_piece(std::string_view text) const;
    void complain(const std::string& line) const;
    bool as_json() const { return output_ == "json"; }

    /// Remembers what the chosen subcommand does; `run` does it.
    void chosen(std::function<Exit()> action) { action_ = std::move(action); }
    Exit run() const { return action_(); }

   private:
    ports::Randomness& randomness_;
    ports::Clock& clock_;
    Broker broker_;
    std::string sign_ins_;  ///< folder; empty: the usual one
    std::string output_ = "text";
    double timeout_seconds_ = 10;
    std::function<Exit()> action_;
};

/// Ends the command line as misused: exit code 2.
[[noreturn]] void misuse(const std::string& what);
Vin vin_argument(const std::string& text);
Timestamp instant_argument(const std::string& text);
template <class AnyId>
AnyId id_argument(const std::string& text) {
    const auto id = AnyId::parse(text);
    if (!id) misuse("'" + text + "' is not an id: letters, digits, '-' and '_' only");
    return *id;
}

void add_sign_in_commands(CLI::App& app, CommandLine& line);
void add_account_commands(CLI::App& app, CommandLine& line);
void add_owner_commands(CLI::App& app, CommandLine& line);
void add_alert_commands(CLI::App& app, CommandLine& line);
void add_store_commands(CLI::App& app, CommandLine& line);
void add_contract_commands(CLI::App& app, CommandLine& line);
void add_billing_commands(CLI::App& app, CommandLine& line);
void add_sent_commands(CLI::App& app, CommandLine& line);
void add_trip_commands(CLI::App& app, CommandLine& line);
void add_session_commands(CLI::App& app, CommandLine& line);
void add_programme_commands(CLI::App& app, CommandLine& line);
void add_desk_commands(CLI::App& app, CommandLine& line);
void add_staff_commands(CLI::App& app, CommandLine& line);

/// `preview CONTRACT --on DAY`, of owners and of the help desk. Rule H2.
void add_preview(CLI::App& group, CommandLine& line, wire::Party role);

}  // namespace traction::ctl
