/// The operators' subcommands.
#include <memory>

#include "cloud/ctl/clock_commands.hpp"
#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/due_commands.hpp"
#include "cloud/ctl/person_options.hpp"
#include "cloud/ctl/staff_sign_in.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/mail.hpp"
#include "shared/wire/messages/operators.hpp"

namespace traction::ctl {

using wire::Party;

namespace {

template <class OfStaff>
void add_of_staff(CLI::App& group, CommandLine& line, const std::string& name, const std::string& help) {
    auto* command = group.add_subcommand(name, help);
    const auto role = add_argument(*command, "role", "desk or operator");
    command->get_option("role")->check(CLI::IsMember({"desk", "operator"}));
    const auto person = add_argument(*command, "name", "the person's name on the broker");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            const auto of = *role == "desk" ? wire::access::Role::desk : wire::access::Role::operators;
            return line.ask(Party::operators, "accounts", OfStaff{{of, id_argument<StaffName>(*person)}});
        });
    });
}

void add_staff_list(CLI::App& group, CommandLine& line) {
    add_of_staff<wire::accounts::AddStaff>(group, line, "add-staff",
                                           "let somebody work here; the password is shown this once");
    add_of_staff<wire::accounts::EndStaff>(group, line, "end-staff", "somebody works here no more");
}

void add_cars(CLI::App& group, CommandLine& line) {
    auto* delivered = group.add_subcommand("delivered", "the maker's registry: a car was delivered");
    const auto vin = add_argument(*delivered, "vin", "the car");
    const auto at = add_argument(*delivered, "at", "an instant such as 2027-03-01T00:00:00Z");
    delivered->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::operators, "garage",
                            wire::garage::RecordDelivery{vin_argument(*vin), instant_argument(*at)});
        });
    });
    auto* revoke = group.add_subcommand("revoke-car", "a car's certificate is good no more");
    const auto revoked = add_argument(*revoke, "vin", "the car");
    const auto again = std::make_shared<bool>(false);
    revoke->add_flag("--undo", *again, "it is good again");
    revoke->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::operators, "garage",
                            wire::garage::SetRevoked{vin_argument(*revoked), !*again});
        });
    });
}

void add_operator(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("operator", "looking after the system")->require_subcommand(1);
    add_staff_sign_in(group, line, Party::operators);
    add_staff_list(group, line);
    add_cars(group, line);
    add_due(group, line);
    auto* command = group.add_subcommand(
        "backup", "copy a worker's database into a folder of its machine while it works");
    const auto worker = std::make_shared<std::string>();
    const auto folder = std::make_shared<std::string>();
    command->add_option("worker", *worker)->required();
    command->add_option("folder", *folder)->required();
    command->callback([&line, worker, folder] {
        line.chosen([&line, worker, folder] {
            return line.ask(Party::operators, *worker, wire::operators::Backup{*folder});
        });
    });
    group.add_subcommand("waiting-mail", "which letters to people wait, and which were not delivered")
        ->callback([&line] {
            line.chosen([&line] { return line.ask(Party::operators, "mail", wire::mail::Waiting{}); });
        });
}

}  // namespace

void add_staff_commands(CLI::App& app, CommandLine& line) {
    add_clock(app, line);
    add_operator(app, line);
}

}  // namespace traction::ctl
