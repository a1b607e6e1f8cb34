/// The help desk's and the operators' subcommands.
#include <memory>

#include <fmt/format.h>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/person_options.hpp"
#include "cloud/ctl/staff_sign_in.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/clock.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/mail.hpp"
#include "shared/wire/messages/operators.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::ctl {

using wire::Party;
namespace clock = wire::clock;
namespace contracts = wire::contracts;

namespace {

void add_end_contracts(CLI::App& desk, CommandLine& line) {
    struct Case {
        std::string vin, reason, asked_by, evidence;
    };
    auto* command = desk.add_subcommand(
        "end-contracts", "end all contracts of a car: sale, theft, destruction, lease_end, other");
    const auto wanted = std::make_shared<Case>();
    command->add_option("vin", wanted->vin)->required();
    command->add_option("--reason", wanted->reason)
        ->required()
        ->check(CLI::IsMember({"sale", "theft", "destruction", "lease_end", "other"}));
    command->add_option("--asked-by", wanted->asked_by, "who asked for it")->required();
    command->add_option("--evidence", wanted->evidence, "the reference of the evidence")->required();
    command->callback([&line, wanted] {
        line.chosen([&line, wanted] {
            return line.report(line.connect(Party::desk)
                                   .ask("contracts", contracts::EndForCar::kVerb,
                                        {{"vin", vin_argument(wanted->vin).text()},
                                         {"reason", wanted->reason},
                                         {"asked_by", wanted->asked_by},
                                         {"evidence", wanted->evidence}},
                                        line.patience()));
        });
    });
}

template <class Parse, class Make>
void add_desk_ask(CLI::App& desk, CommandLine& line, const std::string& name, const std::string& help,
                  const std::string& argument, std::string_view worker, Parse parse, Make make) {
    auto* command = desk.add_subcommand(name, help);
    const auto text = std::make_shared<std::string>();
    command->add_option(argument, *text)->required();
    command->callback([&line, text, worker, parse, make] {
        line.chosen([&line, ask = make(parse(*text)), worker] { return line.ask(Party::desk, worker, ask); });
    });
}

void add_find(CLI::App& desk, CommandLine& line) {
    auto* command = desk.add_subcommand("find", "find an account by its e-mail address or sign-in ID");
    const auto sign_in = add_argument(*command, "sign_in", "e-mail address or sign-in ID");
    command->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::desk, "accounts",
                            wire::accounts::Find{.sign_in = *sign_in, .account = {}});
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

void add_desk(CLI::App& app, CommandLine& line) {
    auto& desk = *app.add_subcommand("desk", "the help desk")->require_subcommand(1);
    add_staff_sign_in(desk, line, Party::desk);
    add_end_contracts(desk, line);
    add_desk_ask(desk, line, "receipt", "how far a teardown is, and what was erased", "teardown", "contracts",
                 id_argument<TeardownId>, [](TeardownId teardown) { return contracts::Receipt{teardown}; });
    add_desk_ask(desk, line, "contract", "show any contract and its history", "contract", "contracts",
                 id_argument<ContractId>, [](ContractId contract) { return contracts::Show{{contract}}; });
    add_desk_ask(desk, line, "clear-stolen", "a stolen car was found: it may be added again", "vin", "garage",
                 vin_argument, [](Vin vin) { return wire::garage::ClearStolen{{vin}}; });
    add_find(desk, line);
    add_grant(desk, line);
    add_desk_ask(desk, line, "position", "where a car is, under a grant of yours", "vin", "state",
                 vin_argument, [](Vin vin) { return wire::state::ShowPosition{vin}; });
}

/// Waits on the `clock` topic until the target is reached and everybody is done.
Exit wait_for_arrival(CommandLine& line, Session& session, Timestamp target) {
    while (const auto message = session.next(line.patience())) {
        line.keep_signed_in(session);
        const auto json = wire::parse_json(message->payload);
        if (!json) continue;
        const auto tick = wire::read_message<clock::Tick>(*json, wire::UnknownFields::allowed);
        if (tick && tick->now >= target && !tick->advancing) {
            line.print(*json);
            return Exit::ok;
        }
    }
    line.complain("the clock has not arrived yet; `tractionctl clock show` says who is still busy");
    return Exit::timed_out;
}

/// Seconds of "90s", "30m", "12h", "365d".
Milliseconds duration_argument(const std::string& text) {
    static const std::map<char, std::int64_t> seconds{{'s', 1}, {'m', 60}, {'h', 3'600}, {'d', 86'400}};
    const auto unit = text.empty() ? seconds.end() : seconds.find(text.back());
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    if (unit == seconds.end() || digits == 0 || digits > 9 || digits + 1 != text.size())
        misuse("a duration looks like 90s, 30m, 12h or 365d");
    return std::chrono::seconds{std::stoll(text.substr(0, digits)) * unit->second};
}

Exit advance(CommandLine& line, const std::string& to, const std::string& by) {
    auto session = line.connect(Party::operators, {wire::topic(wire::TopicKind::clock)});
    const auto shown = session.ask("clock", clock::Show{}, line.patience());
    if (!shown || !shown->done) return line.report(shown);
    const auto now = instant_argument(shown->body.value("now", ""));
    const auto target = to.empty() ? now + duration_argument(by) : instant_argument(to);
    const auto answer = session.ask("clock", clock::Advance{target}, line.patience());
    if (!answer || !answer->done) return line.report(answer);
    return wait_for_arrival(line, session, target);
}

void add_clock(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("clock", "the sandbox clock")->require_subcommand(1);
    auto* move =
        group.add_subcommand("advance", "move time forward, and wait until everybody has lived through it");
    const auto to = std::make_shared<std::string>();
    const auto by = std::make_shared<std::string>();
    auto* target = move->add_option_group("target")->require_option(1);
    target->add_option("--to", *to, "an instant such as 2027-03-01T00:00:00Z");
    target->add_option("--by", *by, "a duration such as 90s, 30m, 12h or 365d");
    move->callback([&line, to, by] { line.chosen([&line, to, by] { return advance(line, *to, *by); }); });
    group.add_subcommand("show", "what time it is, and who is still busy")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::operators, "clock", clock::Show{}); });
    });
    const auto rate = std::make_shared<double>();
    auto* run = group.add_subcommand("rate", "let time run by itself, so many times as fast (0: it stands)");
    run->add_option("rate", *rate)->required()->check(CLI::Range(0.0, 100'000.0));
    run->callback([&line, rate] {
        line.chosen([&line, rate] { return line.ask(Party::operators, "clock", clock::SetRate{*rate}); });
    });
}

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
    add_desk(app, line);
    add_clock(app, line);
    add_operator(app, line);
}

}  // namespace traction::ctl
