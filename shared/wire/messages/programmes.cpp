#include "shared/wire/messages/programmes.hpp"

namespace traction::wire::commands {
namespace {

std::vector<int> read_days(Reader& reader) {
    std::vector<int> days;
    if (!reader.has("days")) return days;
    for (const auto& day : reader.array("days", 7)) {
        if (!day.is_number_integer() || day.get<int>() < 1 || day.get<int>() > 7) {
            reader.fail("days", "must hold numbers from 1 (Monday) to 7");
        }
        days.push_back(day.get<int>());
    }
    return days;
}

int read_slot(Reader& reader) {
    return static_cast<int>(reader.integer_or("slot", 1, 1, kSlots));
}

/// A window as it stands in a message.
struct WireWindow {
    DailyWindow window;
    static WireWindow read(Reader& reader) {
        WireWindow read{{.from = reader.time_of_day("from"),
                         .until = reader.time_of_day("until"),
                         .days = read_days(reader)}};
        if (read.window.until == read.window.from) reader.fail("until", "must be another time than `from`");
        return read;
    }
};

}  // namespace

std::vector<DailyWindow> read_windows(Reader& reader, const char* field) {
    std::vector<DailyWindow> windows;
    for (auto& read : reader.list<WireWindow>(field, kMostOffPeakWindows))
        windows.push_back(std::move(read.window));
    return windows;
}

Json json_of(const std::vector<DailyWindow>& windows) {
    auto list = Json::array();
    for (const auto& window : windows) {
        Json json{{"from", time_of_day_text(window.from)}, {"until", time_of_day_text(window.until)}};
        if (!window.days.empty()) json["days"] = window.days;
        list.push_back(std::move(json));
    }
    return list;
}

ChargingProgramme ChargingProgramme::read(Reader& reader) {
    ChargingProgramme programme;
    programme.slot = read_slot(reader);
    programme.active = reader.truth("active");
    programme.start = reader.time_of_day("start");
    if (reader.has("end")) programme.end = reader.time_of_day("end");
    if (reader.has("target_percent"))
        programme.target_percent = static_cast<int>(reader.integer("target_percent", 10, 100));
    programme.days = read_days(reader);
    if (reader.has("zone")) programme.zone = reader.zone("zone");
    return programme;
}

Json ChargingProgramme::json() const {
    Json json{{"slot", slot}, {"active", active}, {"start", time_of_day_text(start)}, {"zone", zone.name()}};
    if (end) json["end"] = time_of_day_text(*end);
    if (target_percent) json["target_percent"] = *target_percent;
    if (!days.empty()) json["days"] = days;
    return json;
}

OffPeakProgramme OffPeakProgramme::read(Reader& reader) {
    OffPeakProgramme programme{.active = reader.truth("active"),
                               .hours = {.windows = read_windows(reader, "windows")}};
    if (reader.has("zone")) programme.hours.zone = reader.zone("zone");
    return programme;
}

Json OffPeakProgramme::json() const {
    return {{"active", active}, {"windows", json_of(hours.windows)}, {"zone", hours.zone.name()}};
}

ClimateProgramme ClimateProgramme::read(Reader& reader) {
    ClimateProgramme programme;
    programme.slot = read_slot(reader);
    programme.active = reader.truth("active");
    programme.ready_at = reader.time_of_day("ready_at");
    programme.days = read_days(reader);
    if (reader.has("zone")) programme.zone = reader.zone("zone");
    return programme;
}

Json ClimateProgramme::json() const {
    Json json{
        {"slot", slot}, {"active", active}, {"ready_at", time_of_day_text(ready_at)}, {"zone", zone.name()}};
    if (!days.empty()) json["days"] = days;
    return json;
}

}  // namespace traction::wire::commands
