/// The help desk's subcommands. Rules C6, C7, H1 to H3.
#include <memory>

#include "cloud/ctl/audit_check.hpp"
#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/one_argument.hpp"
#include "cloud/ctl/person_options.hpp"
#include "cloud/ctl/staff_sign_in.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/garage_desk.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::ctl {

using wire::Party;
namespace contracts = wire::contracts;

namespace {

/// A word as people type it, "lease-end", and as the wire has it.
contracts::EndReason reason_argument(std::string text) {
    std::replace(text.begin(), text.end(), '-', '_');
    const auto& names = contracts::kEndReasonNames;
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) misuse("--reason takes sale, theft, destruction, lease-end or other");
    return static_cast<contracts::EndReason>(found - names.begin());
}

void add_terminate(CLI::App& desk, CommandLine& line) {
    auto* command = desk.add_subcommand("terminate", "end all contracts of a car before their term");
    const auto vin = add_argument(*command, "vin", "the car");
    const auto reason = add_text(*command, "--reason", "sale, theft, destruction, lease-end or other");
    const auto asked_by = add_text(*command, "--asked-by", "who asked for it");
    const auto evidence = add_text(*command, "--evidence", "the reference of the evidence");
    command->get_option("--asked-by")->default_str("the owner");
    for (const auto* option : {"--reason", "--evidence"}) command->get_option(option)->required();
    const auto period = std::make_shared<int>(0);
    command->add_option("--period", *period, "of an earlier owner: which ownership period")
        ->check(CLI::Range(1, 1'000'000));
    const auto dry_run = std::make_shared<bool>(false);
    command->add_flag("--dry-run", *dry_run, "only show, step by step, what would happen");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            const contracts::EndForCar wish{.vin = vin_argument(*vin),
                                            .reason = reason_argument(*reason),
                                            .asked_by = asked_by->empty() ? "the owner" : *asked_by,
                                            .evidence = *evidence,
                                            .period = *period > 0 ? std::optional(*period) : std::nullopt};
            if (*dry_run) return line.ask(Party::desk, "contracts", contracts::DryRun{wish});
            return line.ask(Party::desk, "contracts", wish);
        });
    });
}

/// The person first, then the contracts: addresses are known to `accounts` alone.
Exit find_person(CommandLine& line, const std::string& sign_in) {
    auto session = line.connect(Party::desk);
    line.keep_signed_in(session);
    const auto person =
        session.ask("accounts", wire::accounts::Find{.sign_in = sign_in, .account = {}}, line.patience());
    if (!person || !person->done) return line.report(person);
    const auto account = id_argument<AccountId>(person->body.value("account", ""));
    auto found = session.ask("contracts", contracts::Find{.vin = {}, .account = account, .contract = {}},
                             line.patience());
    if (found && found->done) found->body["person"] = person->body;
    return line.report(found);
}

Exit find_vehicle(CommandLine& line, const Vin& vin) {
    auto session = line.connect(Party::desk);
    line.keep_signed_in(session);
    const auto car = session.ask("garage", wire::garage::FindVehicle{{vin}}, line.patience());
    if (!car || !car->done) return line.report(car);
    auto found =
        session.ask("contracts", contracts::Find{.vin = vin, .account = {}, .contract = {}}, line.patience());
    if (found && found->done) found->body["car"] = car->body;
    return line.report(found);
}

void add_find(CLI::App& desk, CommandLine& line) {
    auto* command = desk.add_subcommand("find", "find a case by e-mail address, sign-in ID, VIN or contract");
    const auto what = add_text(*command, "what", "e-mail address, sign-in ID or VIN");
    const auto contract = add_text(*command, "--contract", "a contract's id");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            if (what->empty() == contract->empty()) misuse("find takes one of: WHAT, --contract ID");
            if (!contract->empty())
                return line.ask(
                    Party::desk, "contracts",
                    contracts::Find{
                        .vin = {}, .account = {}, .contract = id_argument<ContractId>(*contract)});
            if (const auto vin = Vin::parse(*what)) return find_vehicle(line, *vin);
            return find_person(line, *what);
        });
    });
}

/// Hours count on this machine's clock, which the sandbox does not follow: there an instant is said.
void add_grant(CLI::App& desk, CommandLine& line) {
    auto* command = desk.add_subcommand("grant", "let yourself see where a car is; its owner is told");
    const auto vin = add_argument(*command, "vin", "the car");
    const auto purpose = add_text(*command, "--purpose", "what for, in words that the owner reads");
    command->get_option("--purpose")->required();
    const auto hours = std::make_shared<int>();
    const auto until = std::make_shared<std::string>();
    auto* end = command->add_option_group("end")->require_option(1);
    end->add_option("--hours", *hours, "for how many hours")
        ->check(CLI::Range(1, static_cast<int>(wire::state::kLongestSight.count())));
    end->add_option("--until", *until, "an instant such as 2027-03-01T00:00:00Z");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            const auto at =
                until->empty() ? line.now() + std::chrono::hours{*hours} : instant_argument(*until);
            return line.ask(Party::desk, "state", wire::state::GrantSight{vin_argument(*vin), *purpose, at});
        });
    });
}

/// Who watches the help desk is not the help desk: it needs an operator's sign-in.
void add_audit(CLI::App& desk, CommandLine& line) {
    auto* command = desk.add_subcommand(
        "audit", "verify what the workers noted of the help desk (as an operator); prints each log's head");
    const auto worker = add_text(*command, "worker", "only this worker's log");
    const auto noted = add_text(*command, "--noted", "ENTRIES:HEAD of that log, as they were noted earlier");
    command->callback(
        [=, &line] { line.chosen([=, &line] { return verify_audit(line, *worker, *noted); }); });
}

}  // namespace

void add_desk_commands(CLI::App& app, CommandLine& line) {
    auto& desk = *app.add_subcommand("desk", "the help desk")->require_subcommand(1);
    add_staff_sign_in(desk, line, Party::desk);
    add_find(desk, line);
    const auto contract = id_argument<ContractId>;
    add_ask(desk, line, Party::desk, {"show", "show any contract, its history and charges", "contract"},
            "contracts", contract, [](ContractId id) { return contracts::Show{{id}}; });
    add_ask(desk, line, Party::desk, {"explain", "why a contract is as it is", "contract"}, "contracts",
            contract, [](ContractId id) { return contracts::Explain{{id}}; });
    add_preview(desk, line, Party::desk);
    add_terminate(desk, line);
    add_ask(desk, line, Party::desk, {"receipt", "how far a teardown is, and what was erased", "teardown"},
            "contracts", id_argument<TeardownId>,
            [](TeardownId teardown) { return contracts::Receipt{teardown}; });
    add_ask(desk, line, Party::desk,
            {"clear-stolen", "a stolen car was found: it may be paired again", "vin"}, "garage", vin_argument,
            [](Vin vin) { return wire::garage::ClearStolen{{vin}}; });
    add_grant(desk, line);
    add_ask(desk, line, Party::desk, {"position", "where a car is, under a grant of yours", "vin"}, "state",
            vin_argument, [](Vin vin) { return wire::state::ShowPosition{vin}; });
    add_audit(desk, line);
}

}  // namespace traction::ctl
