#include "shared/wire/topics.hpp"

#include <doctest/doctest.h>

#include "shared/wire/streams.hpp"

using namespace traction;
using namespace traction::wire;

namespace {

/// The pattern with its parameters replaced by values, and those values.
struct Filled {
    std::string topic;
    std::vector<std::string> values;
};

Filled fill(std::string_view pattern) {
    Filled filled;
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        filled.topic += pattern.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = pattern.find('}');
        filled.values.push_back("value-" + std::to_string(filled.values.size() + 1));
        filled.topic += filled.values.back();
        pattern.remove_prefix(close + 1);
    }
    return filled;
}

const Vin kVin = *Vin::parse("VF1AG000164812345");

}  // namespace

TEST_CASE("topics: each row is parsed to its kind and its parameters") {
    for (const auto& row : kTopics) {
        CAPTURE(row.pattern);
        const auto filled = fill(row.pattern);
        const auto parsed = parse_topic(filled.topic);
        REQUIRE(parsed.has_value());
        CHECK(parsed->kind == row.kind);
        for (std::size_t i = 0; i < filled.values.size(); ++i) CHECK(parsed->parts[i] == filled.values[i]);
    }
}

TEST_CASE("topics: what is built is parsed") {
    CHECK(topic(TopicKind::owner_ask, {"anna", "phone", "garage", "add"}) ==
          "account/anna/device/phone/ask/garage/add");
    CHECK(topic(TopicKind::clock) == "clock");
    CHECK(topic(TopicKind::clock_done, {"state"}) == "clock/done/state");
    CHECK(filter(TopicKind::report, {"+"}) == "vehicle/+/report");
}

TEST_CASE("topics: at most 8 levels, ASCII without dots or blanks") {
    for (const auto& row : kTopics) {
        CAPTURE(row.pattern);
        CHECK(std::count(row.pattern.begin(), row.pattern.end(), '/') < 8);
        for (const char c : row.pattern)
            CHECK(((c >= 'a' && c <= 'z') || c == '_' || c == '/' || c == '{' || c == '}' ||
                   row.pattern.starts_with("$CONTROL/")));
    }
}

TEST_CASE("topics: hostile topics are of no kind") {
    using namespace std::string_literals;
    const std::string long_level(65, 'x');
    const std::vector<std::string> hostile{"",
                                           "/",
                                           "//",
                                           "clock/",
                                           "/clock",
                                           "vehicle",
                                           "vehicle//report",
                                           "vehicle/+/report",
                                           "vehicle/#",
                                           "vehicle/a/#",
                                           "vehicle/a b/report",
                                           "vehicle/a/report/",
                                           "vehicle/a/report/ack/more",
                                           "vehicle/\0/report"s,
                                           "vehicle/a\0b/report"s,
                                           "vehicle/" + long_level + "/report",
                                           "vehicle/é/report",
                                           "Vehicle/a/report",
                                           "account/a/device/b/ask/c/d/e",
                                           "account/a/device/b/ask/c",
                                           "$SYS/broker/version",
                                           "$share/group/event/garage",
                                           std::string(70'000, '/'),
                                           std::string(70'000, 'a'),
                                           "event/../x",
                                           "event/garage/ack",
                                           "vehicle/{vin}/report"};
    for (const auto& text : hostile) {
        CAPTURE(text.substr(0, 60));
        CHECK_FALSE(parse_topic(text).has_value());
        CHECK_FALSE(parse_stream(text).has_value());
        CHECK_FALSE(parse_ack_topic(text).has_value());
    }
}

TEST_CASE("topics: an id of 64 characters is the longest") {
    CHECK(parse_topic("event/" + std::string(64, 'x')).has_value());
    CHECK_FALSE(parse_topic("event/" + std::string(65, 'x')).has_value());
}

TEST_CASE("streams: each kind is named by its topic, and acknowledged beside it") {
    struct Row {
        std::string stream;
        StreamKind kind;
        std::string_view vin;
        std::string_view worker;
        std::string receiver;
    };
    const std::vector<Row> rows{
        {report_stream(kVin), StreamKind::report, kVin.text(), "state", ""},
        {order_stream(kVin, "commands"), StreamKind::order, kVin.text(), "commands", ""},
        {outcome_stream(kVin, "garage"), StreamKind::outcome, kVin.text(), "garage", ""},
        {event_stream("garage"), StreamKind::event, "", "garage", "state"},
        {letter_stream("accounts"), StreamKind::letter, "", "accounts", ""},
        {access_stream("garage"), StreamKind::access, "", "garage", ""}};
    for (const auto& row : rows) {
        CAPTURE(row.stream);
        const auto name = parse_stream(row.stream);
        REQUIRE(name.has_value());
        CHECK(name->kind == row.kind);
        CHECK(name->vin == row.vin);
        CHECK(name->worker == row.worker);
        const auto acknowledged = ack_topic(row.stream, row.receiver);
        CHECK_FALSE(parse_stream(acknowledged).has_value());
        const auto target = parse_ack_topic(acknowledged);
        REQUIRE(target.has_value());
        CHECK(target->stream == row.stream);
        CHECK(target->receiver == row.receiver);
    }
}

TEST_CASE(
    "streams: a car listens to the orders of all who give some, a worker to the events that it follows") {
    CHECK(streams_to(kVin.text()) ==
          std::vector<std::string>{order_stream(kVin, "commands"), order_stream(kVin, "contracts"),
                                   order_stream(kVin, "danger_zones"), order_stream(kVin, "garage")});
    CHECK(streams_to("garage") ==
          std::vector<std::string>{event_stream("contracts"), event_stream("accounts")});
    CHECK(streams_to("mail") == std::vector<std::string>{letter_stream("accounts")});
    CHECK(streams_to("nobody").empty());
    for (const auto& following : kFollowings) {
        const auto followers = followers_of(following.worker);
        CHECK(std::find(followers.begin(), followers.end(), following.follower) != followers.end());
    }
}
