#include "tests/support/agreement.hpp"

#include <set>

#include <doctest/doctest.h>

#include "shared/wire/signals.hpp"
#include "shared/wire/topics.hpp"
#include "tests/shared/wire/registry.hpp"

using namespace traction;
using namespace traction::test;
using wire::Json;

namespace {

const Agreement& agreement() {
    return Agreement::get();
}

std::string party_name(wire::Party party) {
    static constexpr std::array<const char*, 8> kNames{"vehicle",   "owner",  "guest",  "desk",
                                                       "operators", "worker", "broker", "anyone"};
    return kNames[static_cast<std::size_t>(party)];
}

const Json* channel_of(std::string_view address) {
    for (const auto& channel : agreement().channels()) {
        if (channel.at("address") == address) return &channel;
    }
    return nullptr;
}

}  // namespace

TEST_CASE("agreement: channels and the topic table are the same set, with the same directions") {
    CHECK(agreement().channels().size() == wire::kTopics.size());
    for (const auto& row : wire::kTopics) {
        CAPTURE(row.pattern);
        const auto* channel = channel_of(row.pattern);
        REQUIRE(channel != nullptr);
        CHECK(channel->at("x-writer") == party_name(row.writer.party));
        CHECK(channel->at("x-reader") == party_name(row.reader.party));
        CHECK(channel->at("x-retained") == row.retained);
        CHECK(channel->at("x-numbered") == row.numbered);
        CHECK(channel->at("description").get<std::string>().size() > 20);
    }
}

TEST_CASE("agreement: each parameter of a channel's address is described, and no other") {
    for (const auto& [name, channel] : agreement().channels().items()) {
        CAPTURE(name);
        const auto address = channel.at("address").get<std::string>();
        const auto parameters = channel.value("parameters", Json::object());
        CHECK(static_cast<std::size_t>(std::count(address.begin(), address.end(), '{')) == parameters.size());
        for (const auto& [parameter, description] : parameters.items())
            CHECK(address.find("{" + parameter + "}") != std::string::npos);
    }
}

TEST_CASE("agreement: operations say what the cloud sends and receives") {
    std::set<std::string> sent;
    std::set<std::string> received;
    for (const auto& operation : agreement().operations()) {
        const auto channel =
            operation.at("channel").at("$ref").get<std::string>().substr(std::string("#/channels/").size());
        CHECK(agreement().channels().contains(channel));
        (operation.at("action") == "send" ? sent : received).insert(channel);
    }
    for (const auto& [name, channel] : agreement().channels().items()) {
        CAPTURE(name);
        const auto cloud = [&](const char* end) {
            return channel.at(end) == "worker" || channel.at(end) == "anyone";
        };
        CHECK(sent.contains(name) == cloud("x-writer"));
        CHECK(received.contains(name) == cloud("x-reader"));
    }
}

TEST_CASE("agreement: each message belongs to a channel, and each channel's messages exist") {
    std::set<std::string> carried;
    for (const auto& [name, channel] : agreement().channels().items()) {
        CAPTURE(name);
        CHECK_FALSE(channel.at("messages").empty());
        for (const auto& [message, reference] : channel.at("messages").items()) {
            CHECK(reference.at("$ref") == "#/components/messages/" + message);
            CHECK(agreement().messages().contains(message));
            carried.insert(message);
        }
    }
    CHECK(carried.size() == agreement().messages().size());
}

TEST_CASE("agreement: each message has a decoder, and each decoder its messages") {
    std::set<std::string> decoded;
    for (const auto& registered : registered_messages()) {
        CAPTURE(registered.schema);
        CHECK(agreement().schemas().contains(registered.schema));
        for (const auto& message : registered.messages) {
            CAPTURE(message);
            CHECK(agreement().messages().contains(message));
            decoded.insert(message);
        }
    }
    for (const auto& [message, content] : agreement().messages().items()) {
        // The twin's aspects and the live view are written by `write_aspect`; the registry has them as the
        // whole twin.
        if (message.starts_with("twin.") || message == "VehicleView") continue;
        CAPTURE(message);
        CHECK(decoded.contains(message));
    }
}

TEST_CASE("agreement: each schema has an example, and its examples are valid") {
    for (const auto& [name, schema] : agreement().schemas().items()) {
        CAPTURE(name);
        REQUIRE(schema.contains("examples"));
        for (const auto& example : schema.at("examples")) {
            const auto faults = agreement().faults_of_schema(name, example);
            CAPTURE(faults.empty() ? "" : faults.front());
            CHECK(faults.empty());
        }
    }
}

TEST_CASE("agreement: a field that is not known is refused in asks only") {
    for (const auto& registered : registered_messages()) {
        CAPTURE(registered.schema);
        const auto& schema = agreement().schemas().at(registered.schema);
        CHECK((schema.value("additionalProperties", true) == false) == registered.strict);
    }
}

namespace {

std::string unit_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, const char*>, 13> kUnits{{{"_wh_per_km", "Wh/km"},
                                                                                      {"_percent", "%"},
                                                                                      {"_kmh", "km/h"},
                                                                                      {"_kpa", "kPa"},
                                                                                      {"_deg", "deg"},
                                                                                      {"_days", "d"},
                                                                                      {"_wh", "Wh"},
                                                                                      {"_m", "m"},
                                                                                      {"_c", "Cel"},
                                                                                      {"_v", "V"},
                                                                                      {"_a", "A"},
                                                                                      {"_w", "W"},
                                                                                      {"_s", "s"}}};
    for (const auto& [suffix, unit] : kUnits) {
        if (name.ends_with(suffix)) return unit;
    }
    return "1";
}

void check_form(const wire::SignalRow& row, const Json& schema) {
    if (row.form == wire::Form::number) {
        CHECK(schema.at("type") == "number");
        CHECK(schema.at("minimum").get<double>() == row.lowest);
        CHECK(schema.at("maximum").get<double>() == row.highest);
        CHECK(schema.at("x-unit") == unit_of(row.name));
    } else if (row.form == wire::Form::truth) {
        CHECK(schema.at("type") == "boolean");
    } else if (row.form == wire::Form::charging_status) {
        CHECK(schema.at("enum") == Json(wire::kChargingStatusNames));
    } else {
        CHECK(schema.at("enum") == Json(wire::kPreconditioningNames));
    }
}

}  // namespace

TEST_CASE("agreement: each signal has the bounds, the unit, the aspect and the VSS path of the table") {
    const auto& properties = agreement().schemas().at("Sample").at("properties");
    CHECK(properties.size() == wire::kSignalCount + 2);
    for (const auto& row : wire::kSignals) {
        CAPTURE(row.name);
        REQUIRE(properties.contains(std::string(row.name)));
        const auto& schema = properties.at(std::string(row.name));
        check_form(row, schema);
        CHECK(schema.at("x-vss") == row.vss);
        const auto aspect = std::string(wire::kAspectNames[static_cast<std::size_t>(row.aspect)]);
        CHECK(schema.at("x-aspect") == aspect);
        CHECK(agreement().schemas().at("twin." + aspect).at("properties").contains(std::string(row.name)));
        const bool is_private = row.vss.find(".Private.") != std::string_view::npos;
        CHECK((schema.at("description").get<std::string>().find("No VSS signal.") != std::string::npos) ==
              is_private);
    }
}
