/// How a person comes in: sign-up, activation, sign-in, password and e-mail address. Rules A1 to A7.
#include <memory>

#include <fmt/format.h>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/password_input.hpp"
#include "cloud/ctl/person_options.hpp"
#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::ctl {

using wire::Party;
namespace accounts = wire::accounts;

namespace {

constexpr std::string_view kWorker = "accounts";

/// A field of an ask that is left out when nothing was said.
void put(wire::Json& body, const char* field, const std::string& text) {
    if (!text.empty()) body[field] = text;
}

void add_sign_up(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("signup", "open an account; a letter with a code will come");
    const auto email = add_argument(*command, "email", "your e-mail address");
    const auto door = std::make_shared<std::string>("app");
    command->add_option("--door", *door, "app (needs --vin) or store (needs a password)")
        ->check(CLI::IsMember({"app", "store"}))
        ->capture_default_str();
    const auto vin = add_text(*command, "--vin", "your car");
    const auto plate = add_text(*command, "--plate", "its registration plate");
    const auto language = add_text(*command, "--language", "en or fr");
    const auto file = add_password_file(*command, "--password-file", kPasswordVariable);
    command->callback([=, &line] {
        line.chosen([=, &line] {
            wire::Json body{{"door", *door}, {"platform", "web"}, {"email", *email}};
            if (!vin->empty()) body["vin"] = vin_argument(*vin).text();
            put(body, "plate", *plate);
            put(body, "language", *language);
            if (*door == "store")
                body["password"] = read_password(*file, kPasswordVariable, "choose a password").revealed();
            return line.report(line.ask_as_guest(kWorker, accounts::SignUp::kVerb, body));
        });
    });
}

void add_activate(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("activate", "activate your account with the code of the letter");
    const auto code = add_argument(*command, "code", "the code");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            return line.report(
                line.ask_as_guest(kWorker, accounts::Activate::kVerb, accounts::Activate{*code}.json()));
        });
    });
}

Exit log_in(CommandLine& line, const wire::Json& body) {
    const auto answer = line.ask_as_guest(kWorker, accounts::SignIn::kVerb, body);
    if (!answer || !answer->done) return line.report(answer);
    const auto signed_in = wire::read_message<accounts::SignedIn>(answer->body, wire::UnknownFields::allowed);
    if (!signed_in) throw Fault("the answer to the sign-in cannot be read");
    line.sign_in_of(Party::owner)
        .save({.name = signed_in->account.text(),
               .device = signed_in->device.text(),
               .token = Secret(signed_in->token),
               .expires_at = signed_in->expires_at});
    // Without the token: it is a secret, and has its file.
    line.print({{"account", signed_in->account.text()},
                {"device", signed_in->device.text()},
                {"must_change_password", signed_in->must_change_password}});
    if (signed_in->must_change_password)
        line.complain("your password was mailed; choose one of your own: tractionctl password change");
    return Exit::ok;
}

void add_log_in(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("login", "sign in");
    const auto sign_in = add_argument(*command, "sign_in", "your e-mail address or sign-in ID");
    const auto device = std::make_shared<std::string>("ctl");
    command->add_option("--device", *device, "the name of this installation")->capture_default_str();
    const auto door = std::make_shared<std::string>("app");
    command->add_option("--door", *door)->check(CLI::IsMember({"app", "store"}))->capture_default_str();
    const auto file = add_password_file(*command, "--password-file", kPasswordVariable);
    command->callback([=, &line] {
        line.chosen([=, &line] {
            const auto password = read_password(*file, kPasswordVariable, "password");
            return log_in(line, {{"sign_in", *sign_in},
                                 {"password", password.revealed()},
                                 {"device", id_argument<DeviceId>(*device).text()},
                                 {"door", *door}});
        });
    });
}

/// Forgets the sign-in here even where the cloud cannot be reached; its token lasts an hour at most.
Exit log_out(CommandLine& line) {
    const auto file = line.sign_in_of(Party::owner);
    if (!file.load()) return Exit::ok;
    const auto exit = line.ask(Party::owner, kWorker, accounts::SignOut{});
    file.forget();
    return exit;
}

void add_log_out(CLI::App& app, CommandLine& line) {
    app.add_subcommand("logout", "sign out")->callback([&line] {
        line.chosen([&line] { return log_out(line); });
    });
    app.add_subcommand("token", "print your token, for another MQTT client")->callback([&line] {
        line.chosen([&line] {
            line.print_line(line.signed_in(Party::owner).token.revealed());
            return Exit::ok;
        });
    });
    app.add_subcommand("whoami", "as whom you are signed in")->callback([&line] {
        line.chosen([&line] {
            const auto who = line.signed_in(Party::owner);
            line.print({{"account", who.name}, {"device", who.device}});
            return Exit::ok;
        });
    });
}

void add_password(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("password", "your password")->require_subcommand(1);
    auto* change = group.add_subcommand("change", "choose another; your other devices are signed out");
    const auto current = add_password_file(*change, "--password-file", kPasswordVariable);
    const auto changed = add_password_file(*change, "--new-password-file", kNewPasswordVariable);
    change->callback([=, &line] {
        line.chosen([=, &line] {
            const auto old_one = read_password(*current, kPasswordVariable, "current password");
            const auto new_one = read_password(*changed, kNewPasswordVariable, "new password");
            return line.ask(Party::owner, kWorker,
                            accounts::ChangePassword{old_one.revealed(), new_one.revealed()});
        });
    });
    auto* forgot = group.add_subcommand("forgot", "have a new one mailed");
    const auto email = add_argument(*forgot, "email", "your e-mail address");
    forgot->callback([=, &line] {
        line.chosen([=, &line] {
            return line.report(line.ask_as_guest(kWorker, accounts::ForgotPassword::kVerb,
                                                 accounts::ForgotPassword{*email}.json()));
        });
    });
}

void add_email(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("email", "your e-mail address")->require_subcommand(1);
    auto* change = group.add_subcommand("change", "have a code sent to another address");
    const auto email = add_argument(*change, "email", "the new address");
    const auto file = add_password_file(*change, "--password-file", kPasswordVariable);
    change->callback([=, &line] {
        line.chosen([=, &line] {
            const auto password = read_password(*file, kPasswordVariable, "password");
            return line.ask(Party::owner, kWorker, accounts::ChangeEmail{password.revealed(), *email});
        });
    });
    auto* confirm = group.add_subcommand("confirm", "the code has come: the new address counts");
    const auto code = add_argument(*confirm, "code", "the code");
    confirm->callback([=, &line] {
        line.chosen([=, &line] { return line.ask(Party::owner, kWorker, accounts::ConfirmEmail{*code}); });
    });
}

}  // namespace

void add_sign_in_commands(CLI::App& app, CommandLine& line) {
    add_sign_up(app, line);
    add_activate(app, line);
    add_log_in(app, line);
    add_log_out(app, line);
    add_password(app, line);
    add_email(app, line);
}

}  // namespace traction::ctl
