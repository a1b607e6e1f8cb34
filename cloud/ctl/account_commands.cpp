/// A person's profile, devices, and the two doors. Rules A4, A5, A9 to A11.
#include <map>
#include <memory>

#include "cloud/ctl/account_export.hpp"
#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/person_options.hpp"
#include "cloud/ctl/private_file.hpp"
#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::ctl {

using wire::Party;
namespace accounts = wire::accounts;

namespace {

constexpr std::string_view kWorker = "accounts";

void add_profile_change(CLI::App& group, CommandLine& line) {
    auto* set = group.add_subcommand("set", "change your profile; an empty text takes a field away");
    const auto fields = std::make_shared<std::map<std::string, std::string>>();
    const auto field = [&](const std::string& option, const std::string& name, const std::string& help) {
        set->add_option_function<std::string>(
            option, [=](const std::string& text) { (*fields)[name] = text; }, help);
    };
    field("--name", "name", "your name");
    field("--address", "postal_address", "your postal address");
    field("--language", "language", "en or fr");
    field("--zone", "zone", "IANA time zone, such as Europe/Paris");
    field("--unit", "distance_unit", "km or mi");
    const auto offers = std::make_shared<std::optional<bool>>();
    set->add_option("--offers", *offers, "true to be told of offers for your cars, false not to be");
    set->callback([=, &line] {
        line.chosen([=, &line] {
            wire::Json body = *fields;
            if (*offers) body["offers"] = **offers;
            if (body.empty())
                misuse("say what to set: --name, --address, --language, --zone, --unit or --offers");
            return line.report(
                line.connect(Party::owner).ask(kWorker, accounts::Update::kVerb, body, line.patience()));
        });
    });
}

void export_to(const Sink& sink, CommandLine& line) {
    auto session = line.connect(Party::owner);
    const auto ask = [&](std::string_view worker, std::string_view verb, const wire::Json& body) {
        line.keep_signed_in(session);
        return session.ask(worker, verb, body, line.patience());
    };
    write_export(ask, line.now(), sink);
}

Exit export_everything(CommandLine& line, const std::string& file) {
    if (file.empty()) {
        export_to([&](std::string_view text) { line.print_piece(text); }, line);
        return Exit::ok;
    }
    PrivateFile whole(file);
    export_to([&](std::string_view text) { whole.write(text); }, line);
    whole.finish();
    return Exit::ok;
}

void add_account(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("account", "your profile")->require_subcommand(1);
    group.add_subcommand("show", "show it")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kWorker, accounts::Show{}); });
    });
    add_profile_change(group, line);
    auto* everything =
        group.add_subcommand("export", "all that is known of you and your cars, as one JSON file");
    const auto file = add_text(*everything, "--file", "where to write it (default: standard output)");
    everything->callback([=, &line] { line.chosen([=, &line] { return export_everything(line, *file); }); });
}

void add_doors(CLI::App& app, CommandLine& line) {
    app.add_subcommand("subscribe-store", "become a member of the store")->callback([&line] {
        line.chosen([&line] {
            return line.ask(Party::owner, kWorker, accounts::OpenStore{accounts::Platform::web});
        });
    });
    app.add_subcommand("unsubscribe-store", "leave the store; contracts and services run on")
        ->callback([&line] {
            line.chosen([&line] { return line.ask(Party::owner, kWorker, accounts::LeaveStore{}); });
        });
    auto& group = *app.add_subcommand("app", "this installation")->require_subcommand(1);
    group.add_subcommand("uninstall", "take it away; with your last one the data of your cars is erased")
        ->callback([&line] {
            line.chosen([&line] { return line.ask(Party::owner, kWorker, accounts::UninstallApp{}); });
        });
}

void add_devices(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("device", "where you are signed in")->require_subcommand(1);
    group.add_subcommand("list", "list the devices")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kWorker, accounts::Devices{}); });
    });
    auto* end = group.add_subcommand("end", "sign a device out");
    const auto device = add_argument(*end, "device", "its name");
    end->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, kWorker, accounts::EndDevice{id_argument<DeviceId>(*device)});
        });
    });
}

}  // namespace

void add_account_commands(CLI::App& app, CommandLine& line) {
    add_account(app, line);
    add_doors(app, line);
    add_devices(app, line);
}

}  // namespace traction::ctl
