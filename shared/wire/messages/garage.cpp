#include "shared/wire/messages/garage.hpp"

namespace traction::wire::garage {

Preview Preview::read(Reader& reader) {
    Preview preview{.vin = reader.vin("vin"),
                    .make = reader.text("make", 64),
                    .model = reader.text("model", 64),
                    .year = std::nullopt,
                    .energy = reader.word<Energy>("energy", kEnergyNames),
                    .usable_kwh = std::nullopt,
                    .picture = reader.text("picture", kLongestId),
                    .capabilities = {}};
    if (reader.has("year")) preview.year = static_cast<int>(reader.integer("year", 1980, 2100));
    if (reader.has("usable_kwh")) preview.usable_kwh = reader.number("usable_kwh", 0, 1000);
    for (const auto& capability : reader.array("capabilities", kMostCapabilities)) {
        if (!capability.is_string() || !is_id_text(capability.get<std::string>()))
            reader.fail("capabilities", "must be words");
        preview.capabilities.push_back(capability.get<std::string>());
    }
    return preview;
}

Json Preview::json() const {
    Json json{{"vin", vin.text()},  {"make", make},
              {"model", model},     {"energy", word_text(energy, kEnergyNames)},
              {"picture", picture}, {"capabilities", capabilities}};
    if (year) json["year"] = *year;
    if (usable_kwh) json["usable_kwh"] = *usable_kwh;
    return json;
}

Vehicle Vehicle::read(Reader& reader) {
    Vehicle vehicle{.vin = reader.vin("vin"),
                    .model = reader.text("model", 64),
                    .picture = reader.text("picture", kLongestId),
                    .added_at = reader.instant("added_at"),
                    .period = std::nullopt};
    if (reader.truth("paired"))
        vehicle.period = static_cast<OwnershipPeriod>(reader.integer("period", 1, 1'000'000));
    return vehicle;
}

Json Vehicle::json() const {
    Json json{{"vin", vin.text()},
              {"model", model},
              {"picture", picture},
              {"added_at", to_text(added_at)},
              {"paired", period.has_value()}};
    if (period) json["period"] = *period;
    return json;
}

}  // namespace traction::wire::garage
