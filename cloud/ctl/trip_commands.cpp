/// Where the car drove.
#include <algorithm>
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/private_file.hpp"
#include "cloud/ctl/track_file.hpp"
#include "shared/wire/messages/journeys.hpp"

namespace traction::ctl {

using wire::Json;
using wire::Party;
namespace state = wire::state;

namespace {

struct Wish {
    std::string vin, journey, before, gpx, csv;
};

Exit export_track(CommandLine& line, const Wish& wish) {
    auto session = line.connect(Party::owner);
    std::vector<Json> points;
    state::ShowJourney ask{vin_argument(wish.vin), id_argument<EventId>(wish.journey), 0};
    do {
        const auto answer = session.ask("state", ask, line.patience());
        if (!answer || !answer->done) return line.report(answer);
        for (const auto& point : answer->body.at("track")) points.push_back(point);
        ask.from = answer->body.value("next", std::int64_t{0});
    } while (ask.from != 0);
    std::reverse(points.begin(), points.end());
    const auto write = [](const std::string& file, const std::string& text) {
        if (file.empty()) return;
        PrivateFile whole(file);
        whole.write(text);
        whole.finish();
    };
    write(wish.gpx, gpx(wish.vin + " " + wish.journey, points));
    write(wish.csv, csv(points));
    line.print(Json{{"points", points.size()}});
    return Exit::ok;
}

void add_list(CLI::App& group, CommandLine& line) {
    const auto wish = std::make_shared<Wish>();
    auto* list = group.add_subcommand("list", "the newest first; those before an instant with --before");
    list->add_option("vin", wish->vin)->required();
    list->add_option("--before", wish->before, "an instant such as 2027-03-01T00:00:00Z");
    list->callback([&line, wish] {
        line.chosen([&line, wish] {
            state::Journeys ask{.vin = vin_argument(wish->vin), .before = {}};
            if (!wish->before.empty()) ask.before = instant_argument(wish->before);
            return line.ask(Party::owner, "state", ask);
        });
    });
}

}  // namespace

void add_trip_commands(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("trip", "where the car drove")->require_subcommand(1);
    add_list(group, line);
    const auto wish = std::make_shared<Wish>();
    const auto of_journey = [&](const char* name, const char* help) {
        auto* command = group.add_subcommand(name, help);
        command->add_option("vin", wish->vin)->required();
        command->add_option("journey", wish->journey)->required();
        return command;
    };
    of_journey("show", "one of them, with the newest part of its track")->callback([&line, wish] {
        line.chosen([&line, wish] {
            return line.ask(Party::owner, "state",
                            state::ShowJourney{vin_argument(wish->vin), id_argument<EventId>(wish->journey)});
        });
    });
    auto* whole = of_journey("export", "its whole track as a file");
    auto* where = whole->add_option_group("file")->require_option(1, 2);
    where->add_option("--gpx", wish->gpx, "for maps: GPX 1.1");
    where->add_option("--csv", wish->csv, "for spreadsheets");
    whole->callback([&line, wish] { line.chosen([&line, wish] { return export_track(line, *wish); }); });
}

}  // namespace traction::ctl
