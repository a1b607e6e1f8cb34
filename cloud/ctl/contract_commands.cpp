/// An owner's contracts. Rules C1 to C6, H2, K6.
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/one_argument.hpp"
#include "cloud/ctl/person_options.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"

namespace traction::ctl {

using wire::Party;
namespace contracts = wire::contracts;

namespace {

void add_automatic_renewal(CLI::App& group, CommandLine& line) {
    auto* command = group.add_subcommand("auto-renew", "renew a contract on every last day, or no more");
    const auto contract = add_argument(*command, "contract", "the contract's id");
    const auto wanted = add_argument(*command, "wanted", "on or off");
    command->get_option("wanted")->check(CLI::IsMember({"on", "off"}));
    command->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, "contracts",
                            contracts::SetAutomaticRenewal{.contract = id_argument<ContractId>(*contract),
                                                           .wanted = *wanted == "on"});
        });
    });
}

}  // namespace

void add_preview(CLI::App& group, CommandLine& line, Party role) {
    auto* command = group.add_subcommand("preview", "what a contract will look like at the end of a day");
    const auto contract = add_argument(*command, "contract", "the contract's id");
    const auto on = add_text(*command, "--on", "a local day such as 2027-11-22");
    command->get_option("--on")->required();
    command->callback([=, &line] {
        line.chosen([=, &line] {
            const auto day = parse_local_day(*on);
            if (!day) misuse("--on takes a day such as 2027-11-22");
            return line.ask(role, "contracts",
                            contracts::Preview{.contract = id_argument<ContractId>(*contract), .on = *day});
        });
    });
}

void add_contract_commands(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("contract", "your contracts")->require_subcommand(1);
    const auto id = id_argument<ContractId>;
    add_ask(group, line, Party::owner, {"list", "list the contracts of a car", "vin"}, "contracts",
            vin_argument, [](Vin vin) { return contracts::List{vin}; });
    add_ask(group, line, Party::owner,
            {"show", "show a contract, its history and what you owe for it", "contract"}, "contracts", id,
            [](ContractId contract) { return contracts::Show{{contract}}; });
    add_ask(group, line, Party::owner, {"renew", "renew a contract, on its last day", "contract"},
            "contracts", id, [](ContractId contract) { return contracts::Renew{{contract}}; });
    add_ask(group, line, Party::owner, {"extend", "let a service go on for a further term", "contract"},
            "contracts", id, [](ContractId contract) { return contracts::Extend{{contract}}; });
    add_automatic_renewal(group, line);
    add_preview(group, line, Party::owner);
    add_ask(group, line, Party::owner,
            {"explain", "why a contract is as it is, and what comes next", "contract"}, "contracts", id,
            [](ContractId contract) { return contracts::Explain{{contract}}; });
    add_ask(group, line, Party::owner, {"end", "end a contract (the help desk does)", "contract"},
            "contracts", id, [](ContractId contract) { return contracts::End{{contract}}; });
    add_ask(group, line, Party::owner,
            {"receipt", "what was erased of your car, after a teardown", "teardown"}, "contracts",
            id_argument<TeardownId>, [](TeardownId teardown) { return contracts::Receipt{teardown}; });
}

}  // namespace traction::ctl
