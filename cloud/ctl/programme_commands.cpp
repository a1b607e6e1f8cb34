/// Charging and the cabin's climate: now, and programmed.
#include <memory>

#include <fmt/format.h>

#include "cloud/ctl/act_command.hpp"
#include "cloud/ctl/off_peak_argument.hpp"
#include "cloud/ctl/one_argument.hpp"

namespace traction::ctl {

using wire::Json;
using wire::Party;
using wire::commands::Act;
namespace commands = wire::commands;

namespace {

/// What programmes have in common.
struct Common {
    std::string zone;
    int slot = 1;
    std::vector<int> days;
    bool off = false;

    void add_options(CLI::App& command) {
        command.add_option("--slot", slot, "which of four; the one in it is replaced")
            ->check(CLI::Range(1, commands::kSlots))
            ->capture_default_str();
        command.add_option("--days", days, "1 (Monday) to 7; all days when not given")
            ->check(CLI::Range(1, 7));
        command.add_option("--zone", zone, "IANA time zone");
        command.add_flag("--off", off, "keep the time, switch it off");
    }
    Json json() const {
        Json programme{{"slot", slot}, {"active", !off}};
        if (!zone.empty()) programme["zone"] = zone;
        if (!days.empty()) programme["days"] = days;
        return programme;
    }
};

void add_removal(CLI::App& group, CommandLine& line, Act act) {
    const auto slot = std::make_shared<int>();
    add_act(group, line, "remove", "forget the programme in a slot", act,
            [slot] {
                return Json{{"slot", *slot}};
            })
        ->add_option("slot", *slot)
        ->required()
        ->check(CLI::Range(1, commands::kSlots));
}

void add_settings(CLI::App& group, CommandLine& line, const std::string& name) {
    add_ask(group, line, Party::owner, {name, "what the car keeps, and what it is still to be told", "vin"},
            "commands", vin_argument, [](Vin vin) { return commands::Settings{vin}; });
}

void add_charging_programme(CLI::App& plan, CommandLine& line) {
    struct Wish : Common {
        std::string start, end;
        int target_percent = 0;
    };
    const auto wish = std::make_shared<Wish>();
    auto* command =
        add_act(plan, line, "add", "charge at a programmed time", Act::set_charging_programme, [wish] {
            auto programme = wish->json();
            programme["start"] = wish->start;
            if (!wish->end.empty()) programme["end"] = wish->end;
            if (wish->target_percent > 0) programme["target_percent"] = wish->target_percent;
            return Json{{"programme", programme}};
        });
    command->add_option("--start", wish->start, "local time of day, 22:30")->required();
    command->add_option("--end", wish->end, "local time of day");
    command->add_option("--target", wish->target_percent, "percent")->check(CLI::Range(10, 100));
    wish->add_options(*command);
}

void add_off_peak(CLI::App& plan, CommandLine& line) {
    struct Wish {
        std::vector<std::string> hours;
        std::string zone;
        bool off = false;
    };
    const auto wish = std::make_shared<Wish>();
    auto* command = add_act(plan, line, "off-peak", "charge in off-peak hours", Act::set_off_peak, [wish] {
        Json programme{{"active", !wish->off}, {"windows", windows_argument(wish->hours)}};
        if (!wish->zone.empty()) programme["zone"] = wish->zone;
        return Json{{"off_peak", programme}};
    });
    command->add_option("--hours", wish->hours, kOffPeakHours)->required();
    command->add_option("--zone", wish->zone, "IANA time zone");
    command->add_flag("--off", wish->off, "keep the hours, switch them off");
}

void add_pause(CLI::App& plan, CommandLine& line) {
    const auto until = std::make_shared<std::string>();
    add_act(plan, line, "pause", "no programme starts a charge until then; without --until the pause ends",
            Act::pause_charging,
            [until] {
                return until->empty() ? Json::object()
                                      : Json{{"paused_until", to_text(instant_argument(*until))}};
            })
        ->add_option("--until", *until, "an instant such as 2027-03-01T00:00:00Z");
}

void add_charge(CLI::App& app, CommandLine& line) {
    auto& charge = *app.add_subcommand("charge", "charging")->require_subcommand(1);
    add_act(charge, line, "now", "charge at once, whatever is programmed", Act::charge_now);
    add_act(charge, line, "postpone", "wait for what is programmed", Act::postpone_charge);
    const auto percent = std::make_shared<int>();
    add_act(charge, line, "limit", "the car itself stops at this percentage", Act::set_charge_limit,
            [percent] {
                return Json{{"limit_percent", *percent}};
            })
        ->add_option("percent", *percent)
        ->required()
        ->check(CLI::Range(20, 100));
    add_settings(charge, line, "status");
    auto& plan = *charge.add_subcommand("plan", "programmed charging")->require_subcommand(1);
    add_settings(plan, line, "list");
    add_charging_programme(plan, line);
    add_off_peak(plan, line);
    add_removal(plan, line, Act::remove_charging_programme);
    add_pause(plan, line);
}

void add_climate_programme(CLI::App& plan, CommandLine& line) {
    struct Wish : Common {
        std::string ready_at;
    };
    const auto wish = std::make_shared<Wish>();
    auto* command =
        add_act(plan, line, "add", "ready at a programmed time", Act::set_climate_programme, [wish] {
            auto programme = wish->json();
            programme["ready_at"] = wish->ready_at;
            return Json{{"climate_programme", programme}};
        });
    command->add_option("--ready-at", wish->ready_at, "local time of day, 07:00")->required();
    wish->add_options(*command);
}

void add_climate(CLI::App& app, CommandLine& line) {
    auto& climate = *app.add_subcommand("climate", "the cabin at 21 °C")->require_subcommand(1);
    add_act(climate, line, "on", "heat or cool the cabin for 30 minutes", Act::precondition_start);
    add_act(climate, line, "off", "stop it", Act::precondition_stop);
    add_settings(climate, line, "status");
    auto& plan = *climate.add_subcommand("plan", "programmed preconditioning")->require_subcommand(1);
    add_settings(plan, line, "list");
    add_climate_programme(plan, line);
    add_removal(plan, line, Act::remove_climate_programme);
}

}  // namespace

void add_programme_commands(CLI::App& app, CommandLine& line) {
    add_charge(app, line);
    add_climate(app, line);
}

}  // namespace traction::ctl
