#include "cloud/ctl/staff_sign_in.hpp"

#include "cloud/ctl/password_input.hpp"
#include "cloud/ctl/person_options.hpp"
#include "shared/wire/messages/accounts.hpp"

namespace traction::ctl {

namespace accounts = wire::accounts;

namespace {

Exit log_in(CommandLine& line, wire::Party role, const std::string& name, const Secret& password) {
    const accounts::StaffSignIn ask{.role = wire::access::role_of(role),
                                    .name = id_argument<StaffName>(name),
                                    .password = password.revealed()};
    const auto answer = line.ask_as_guest("accounts", accounts::StaffSignIn::kVerb, ask.json());
    if (!answer || !answer->done) return line.report(answer);
    const auto signed_in =
        wire::read_message<accounts::StaffSignedIn>(answer->body, wire::UnknownFields::allowed);
    if (!signed_in) throw Fault("the answer to the sign-in cannot be read");
    line.sign_in_of(role).save({.name = signed_in->name.text(),
                                .device = "",
                                .token = Secret(signed_in->token),
                                .expires_at = signed_in->expires_at});
    line.print({{"name", signed_in->name.text()}, {"expires_at", to_text(signed_in->expires_at)}});
    return Exit::ok;
}

}  // namespace

void add_staff_sign_in(CLI::App& group, CommandLine& line, wire::Party role) {
    auto* in = group.add_subcommand("login", "sign in");
    const auto name = add_argument(*in, "name", "your name here");
    const auto file = add_password_file(*in, "--password-file", kPasswordVariable);
    in->callback([=, &line] {
        line.chosen([=, &line] {
            return log_in(line, role, *name, read_password(*file, kPasswordVariable, "password"));
        });
    });
    group.add_subcommand("logout", "forget the sign-in")->callback([=, &line] {
        line.chosen([=, &line] {
            line.sign_in_of(role).forget();
            return Exit::ok;
        });
    });
    group.add_subcommand("token", "print the token, for another MQTT client")->callback([=, &line] {
        line.chosen([=, &line] {
            line.print_line(line.signed_in(role).token.revealed());
            return Exit::ok;
        });
    });
}

}  // namespace traction::ctl
