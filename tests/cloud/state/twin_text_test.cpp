#include <doctest/doctest.h>

#include "shared/wire/twin.hpp"

namespace traction::wire {
namespace {

const Timestamp kNoon = *parse_timestamp("2026-03-02T12:00:00Z");

TEST_CASE("A twin is read as it was written, every signal") {
    Twin twin;
    for (std::size_t i = 0; i < kSignalCount; ++i) {
        twin.set(kSignals[i].signal, kSignals[i].form == Form::number ? 10.0 + static_cast<double>(i) : 1,
                 kNoon + Milliseconds{i});
    }
    const auto read = read_twin(Json::parse(write_twin(twin)));
    REQUIRE(read.ok());
    for (const auto& row : kSignals) {
        CAPTURE(row.name);
        CHECK(read->value(row.signal) == twin.value(row.signal));
        CHECK(read->measured_at(row.signal) == twin.measured_at(row.signal));
    }
    CHECK(write_twin(Twin{}) == "{}");
}

TEST_CASE("A twin that cannot be read is refused with the path of the fault") {
    struct Row {
        std::string_view text;
        std::string_view path;
    };
    for (
        const auto& row : {
            Row{"[]", "/"},
            Row{R"({"charging": 7})", "/charging"},
            Row{R"({"charging": {"soc_percent": 7}})", "/charging/soc_percent"},
            Row{R"({"charging": {"soc_percent": {"value": true, "measured_at": "2026-03-02T12:00:00Z"}}})",
                "/charging/soc_percent/value"},
            Row{R"({"charging": {"charging_status": {"value": "idle", "measured_at": "2026-03-02T12:00:00Z"}}})",
                "/charging/charging_status/value"},
            Row{R"({"charging": {"soc_percent": {"value": 7, "measured_at": "noon"}}})",
                "/charging/soc_percent/measured_at"},
        }) {
        const auto read = read_twin(Json::parse(row.text));
        REQUIRE(!read.ok());
        CHECK(read.refusal().facts.at("path") == row.path);
    }
    CHECK(read_twin(Json::parse(R"({"charging": {"warp": 9}})")).ok());
}

}  // namespace
}  // namespace traction::wire
