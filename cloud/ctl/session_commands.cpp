/// What was charged, and what it cost.
#include <cmath>
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/off_peak_argument.hpp"
#include "shared/wire/messages/charging_sessions.hpp"

namespace traction::ctl {

using wire::Party;
namespace state = wire::state;

namespace {

void add_session(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("session", "charging sessions")->require_subcommand(1);
    const auto vin = std::make_shared<std::string>();
    const auto before = std::make_shared<std::string>();
    auto* list = group.add_subcommand("list", "the newest first; those before an instant with --before");
    list->add_option("vin", *vin)->required();
    list->add_option("--before", *before, "an instant such as 2027-03-01T00:00:00Z");
    list->callback([&line, vin, before] {
        line.chosen([&line, vin, before] {
            state::Sessions ask{.vin = vin_argument(*vin), .before = {}};
            if (!before->empty()) ask.before = instant_argument(*before);
            return line.ask(Party::owner, "state", ask);
        });
    });
    const auto session = std::make_shared<std::string>();
    auto* show = group.add_subcommand("show", "one of them, with its curve");
    show->add_option("vin", *vin)->required();
    show->add_option("session", *session)->required();
    show->callback([&line, vin, session] {
        line.chosen([&line, vin, session] {
            return line.ask(Party::owner, "state",
                            state::ShowSession{vin_argument(*vin), id_argument<SessionId>(*session)});
        });
    });
}

/// Of a price such as 0.2516 for a kWh.
std::int64_t minor_per_mwh(double price, const Currency& currency) {
    constexpr double kKilowattHoursPerMwh = 1000;
    return std::llround(price * kKilowattHoursPerMwh * std::pow(10, currency.minor_digits()));
}

void add_tariff(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("tariff", "what you pay for electricity")->require_subcommand(1);
    group.add_subcommand("show", "what counts now")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, "state", state::ShowTariff{}); });
    });
    struct Wish {
        double peak = 0;
        std::optional<double> off_peak;
        std::string currency = "EUR", zone;
        std::vector<std::string> hours;
    };
    const auto wish = std::make_shared<Wish>();
    auto* set = group.add_subcommand("set", "from now on; what was charged before keeps its cost");
    set->add_option("--peak", wish->peak, "for a kWh, such as 0.27")
        ->required()
        ->check(CLI::Range(0.0, 1000.0));
    set->add_option("--off-peak", wish->off_peak, "for a kWh in off-peak hours")
        ->check(CLI::Range(0.0, 1000.0));
    set->add_option("--hours", wish->hours, kOffPeakHours);
    set->add_option("--currency", wish->currency)->capture_default_str();
    set->add_option("--zone", wish->zone, "IANA time zone");
    set->callback([&line, wish] {
        line.chosen([&line, wish] {
            const auto currency = Currency::parse(wish->currency);
            if (!currency) misuse("--currency takes three letters such as EUR");
            wire::Json body{
                {"currency", currency->code()},
                {"peak_minor_per_mwh", minor_per_mwh(wish->peak, *currency)},
                {"off_peak_minor_per_mwh", minor_per_mwh(wish->off_peak.value_or(wish->peak), *currency)},
                {"windows", windows_argument(wish->hours)}};
            if (!wish->zone.empty()) body["zone"] = wish->zone;
            auto session = line.connect(Party::owner);
            return line.report(session.ask("state", state::SetTariff::kVerb, body, line.patience()));
        });
    });
}

}  // namespace

void add_session_commands(CLI::App& app, CommandLine& line) {
    add_session(app, line);
    add_tariff(app, line);
}

}  // namespace traction::ctl
