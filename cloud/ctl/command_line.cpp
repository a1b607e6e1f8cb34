#include "cloud/ctl/command_line.hpp"

#include <cstdio>

#include <fmt/format.h>

#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::ctl {
namespace {

void print_indented(const wire::Json& json, int depth) {
    const std::string blanks(static_cast<std::size_t>(depth) * 2, ' ');
    for (const auto& [name, value] : json.items()) {
        const auto label = json.is_array() ? std::string("-") : name + ":";
        if (value.is_structured() && !value.empty()) {
            fmt::print("{}{}\n", blanks, label);
            print_indented(value, depth + 1);
        } else {
            fmt::print("{}{} {}\n", blanks, label,
                       value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
}

constexpr std::chrono::minutes kRenewedBefore{15};  ///< a sign-in ends

/// What the renewal of any role's sign-in brings.
struct Renewed {
    Secret token;
    Timestamp expires_at{};
    static Renewed read(wire::Reader& reader) {
        return {.token = Secret(reader.text("token", 2048)), .expires_at = reader.instant("expires_at")};
    }
};

}  // namespace

void CommandLine::add_options(CLI::App& app) {
    app.add_option_function<std::string>(
           "--broker",
           [this](const std::string& text) {
               const auto address = adapters::parse_broker_address(text);
               if (!address) misuse("--broker takes HOST:PORT");
               broker_.address = *address;
           },
           "where the broker listens, HOST:PORT")
        ->envname("TRACTION_BROKER")
        ->type_name("HOST:PORT");
    app.add_option("--ca", broker_.authority_file,
                   "PEM file of the authority of the broker's certificate; without it: plain TCP")
        ->envname("TRACTION_CA")
        ->check(CLI::ExistingFile);
    app.add_option("--sign-ins", sign_ins_,
                   "folder that remembers as whom you are signed in (default: ~/.local/state/traction)")
        ->envname("TRACTION_SIGN_INS");
    app.add_option("-o,--output", output_, "text or json")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    app.add_option("--timeout", timeout_seconds_, "how many seconds to wait")
        ->check(CLI::Range(0.1, 86'400.0))
        ->capture_default_str();
}

SignInFile CommandLine::sign_in_of(wire::Party role) const {
    const std::filesystem::path folder =
        sign_ins_.empty() ? SignInFile::usual_folder() : std::filesystem::path(sign_ins_);
    return SignInFile(folder, wire::access::role_of(role));
}

SignedInAs CommandLine::signed_in(wire::Party role) const {
    const auto who = sign_in_of(role).load();
    const auto how = wire::word_text(wire::access::role_of(role), wire::access::kRoleNames) + " login";
    const auto command = role == wire::Party::owner ? std::string("login") : how;
    if (!who) throw NotAdmitted("you are not signed in: tractionctl " + command);
    if (who->expires_at <= now()) throw NotAdmitted("your sign-in has ended: tractionctl " + command);
    return *who;
}

Session CommandLine::connect(wire::Party role, std::vector<std::string> also) {
    const auto who = signed_in(role);
    const Identity identity{.role = role, .name = who.name, .device = who.device, .token = who.token};
    return Session(broker_, identity, randomness_, std::move(also), patience());
}

/// What is not answered now is asked for again the next time.
void CommandLine::keep_signed_in(Session& session) {
    const auto file = sign_in_of(session.identity().role);
    auto who = file.load();
    if (!who || who->expires_at - now() > kRenewedBefore) return;
    const auto answer = session.ask("accounts", wire::accounts::RenewToken{}, patience());
    if (!answer || !answer->done) return;
    const auto renewed = wire::read_message<Renewed>(answer->body, wire::UnknownFields::allowed);
    if (!renewed) return;
    who->token = renewed->token;
    who->expires_at = renewed->expires_at;
    file.save(*who);
    session.publish_token(who->token);
}

std::optional<wire::Answer> CommandLine::ask_as_guest(std::string_view worker, std::string_view verb,
                                                      const wire::Json& body) {
    Session session(broker_, {.role = wire::Party::guest, .name = {}, .device = {}, .token = {}}, randomness_,
                    {}, patience());
    return session.ask(worker, verb, body, patience());
}

Exit CommandLine::report(const std::optional<wire::Answer>& answer) {
    if (!answer) {
        complain("nobody answered in time; is the cloud running?");
        return Exit::timed_out;
    }
    if (answer->done) {
        print(answer->body);
        return Exit::ok;
    }
    if (as_json()) {
        print(answer->body);
        return Exit::refused;
    }
    complain(
        fmt::format("refused: {} ({})", answer->body.value("sentence", ""), answer->body.value("code", "")));
    const auto facts = answer->body.value("facts", wire::Json::object());
    for (const auto& [fact, value] : facts.items()) {
        complain(fmt::format("  {}: {}", fact, value.is_string() ? value.get<std::string>() : value.dump()));
    }
    return Exit::refused;
}

void CommandLine::print(const wire::Json& json) const {
    if (as_json()) {
        fmt::print("{}\n", json.dump());
    } else {
        print_indented(json, 0);
    }
    std::fflush(stdout);
}

void CommandLine::print_line(const std::string& line) const {
    fmt::print("{}\n", line);
    std::fflush(stdout);
}

void CommandLine::print_piece(std::string_view text) const {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size())
        throw Fault("standard output cannot be written");
}

void CommandLine::complain(const std::string& line) const {
    fmt::print(stderr, "{}\n", line);
}

void misuse(const std::string& what) {
    throw CLI::ValidationError(what);
}

Vin vin_argument(const std::string& text) {
    auto vin = Vin::parse(text);
    if (!vin) misuse(std::string(vin.refusal().code.sentence));
    return std::move(vin).value();
}

Timestamp instant_argument(const std::string& text) {
    const auto instant = parse_timestamp(text);
    if (!instant) misuse("'" + text + "' is not an instant such as 2027-03-01T00:00:00Z");
    return *instant;
}

}  // namespace traction::ctl
