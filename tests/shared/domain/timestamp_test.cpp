#include "shared/domain/timestamp.hpp"

#include <random>

#include <doctest/doctest.h>

namespace traction {
namespace {

Timestamp at(std::int64_t milliseconds) {
    return Timestamp{Milliseconds{milliseconds}};
}

TEST_CASE("an instant is written as 24 characters") {
    CHECK(to_text(at(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(to_text(at(1795387784120)) == "2026-11-22T22:49:44.120Z");
    CHECK(to_text(at(951782399999)) == "2000-02-28T23:59:59.999Z");
    CHECK(to_text(at(951782400000)) == "2000-02-29T00:00:00.000Z");
    CHECK(to_text(kEarliest) == "1970-01-01T00:00:00.000Z");
    CHECK(to_text(kLatest) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("what was written is read as the same instant") {
    std::mt19937_64 random(4);
    std::uniform_int_distribution<std::int64_t> any(0, kLatest.time_since_epoch().count());
    for (int i = 0; i < 20000; ++i) {
        const auto instant = at(any(random));
        REQUIRE(parse_timestamp(to_text(instant)) == instant);
    }
    CHECK(parse_timestamp(to_text(kLatest)) == kLatest);
}

TEST_CASE("milliseconds may be missing, or finer; what is finer is cut") {
    CHECK(parse_timestamp("2026-11-22T22:49:44Z") == at(1795387784000));
    CHECK(parse_timestamp("2026-11-22T22:49:44.1Z") == at(1795387784100));
    CHECK(parse_timestamp("2026-11-22T22:49:44.12Z") == at(1795387784120));
    CHECK(parse_timestamp("2026-11-22T22:49:44.120999999Z") == at(1795387784120));
}

TEST_CASE("what is not an instant in UTC is not read") {
    const std::string_view rows[] = {
        "",
        "Z",
        "2026-11-22",
        "2026-11-22T22:49Z",
        "2026-11-22T22:49:44",
        "2026-11-22T22:49:44+00:00",
        "2026-11-22T22:49:44.120+01:00",
        "2026-11-22t22:49:44Z",
        "2026-11-22T22:49:44z",
        "2026-11-22 22:49:44Z",
        "2026/11/22T22:49:44Z",
        "2026-11-22T22.49.44Z",
        "2026-11-22T22:49:44.Z",
        "2026-11-22T22:49:44,120Z",
        "2026-11-22T22:49:44.1234567890Z",
        "2026-11-22T22:49:44.12xZ",
        "2026-11-22T22:49:44.-12Z",
        "2026-11-22T22:49:44.120ZZ",
        " 2026-11-22T22:49:44Z",
        "2026-11-22T22:49:44Z ",
        "2026-00-22T22:49:44Z",
        "2026-13-22T22:49:44Z",
        "2026-11-31T22:49:44Z",
        "2027-02-29T22:49:44Z",
        "2100-02-29T22:49:44Z",
        "2026-11-00T22:49:44Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T22:60:44Z",
        "2026-12-31T23:59:60Z",
        "2026-11-22T+2:49:44Z",
        "2026-11-22T -:49:44Z",
        "1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "-026-11-22T22:49:44Z",
        "1795387784120",
    };
    for (const auto& row : rows) {
        CAPTURE(row);
        CHECK_FALSE(parse_timestamp(row).has_value());
    }
}

}  // namespace
}  // namespace traction
