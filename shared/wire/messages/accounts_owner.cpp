#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::wire::accounts {

Update Update::read(Reader& reader) {
    Update ask;
    if (reader.has("name")) ask.name = reader.text("name", kLongestName);
    if (reader.has("postal_address"))
        ask.postal_address = reader.text("postal_address", kLongestPostalAddress);
    if (reader.has("language"))
        ask.language = reader.word<letters::Language>("language", letters::kLanguageNames);
    if (reader.has("zone")) ask.zone = reader.zone("zone");
    if (reader.has("distance_unit"))
        ask.distance_unit = reader.word<DistanceUnit>("distance_unit", kDistanceUnitNames);
    if (reader.has("offers")) ask.offers = reader.truth("offers");
    return ask;
}

Json Update::json() const {
    Json json = Json::object();
    if (name) json["name"] = *name;
    if (postal_address) json["postal_address"] = *postal_address;
    if (language) json["language"] = word_text(*language, letters::kLanguageNames);
    if (zone) json["zone"] = zone->name();
    if (distance_unit) json["distance_unit"] = word_text(*distance_unit, kDistanceUnitNames);
    if (offers) json["offers"] = *offers;
    return json;
}

}  // namespace traction::wire::accounts
