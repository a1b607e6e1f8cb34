#include "broker-config/access/rights.hpp"

#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "tests/broker-config/access/people.hpp"

using namespace traction;
using namespace traction::access;
using namespace traction::access::test;
using wire::TopicKind;

namespace {

using Names = std::set<std::string_view>;

const Names kWorkers{
    "accounts", "garage",   "contracts", "commands", "state",           "notifications",   "mail",
    "billing",  "payments", "store",     "clock",    "payment_gateway", "payment_sandbox", "danger_zones"};
const Names kOperators{"otto", "olga"};
const Names kAllButGuests{"car",
                          "other_car",
                          "anna",
                          "annas_tablet",
                          "ben",
                          "dora",
                          "dirk",
                          "otto",
                          "olga",
                          "accounts",
                          "garage",
                          "contracts",
                          "commands",
                          "state",
                          "notifications",
                          "mail",
                          "billing",
                          "payments",
                          "store",
                          "clock",
                          "payment_gateway",
                          "payment_sandbox",
                          "danger_zones"};

Names operator+(Names one, const Names& other) {
    one.insert(other.begin(), other.end());
    return one;
}

/// Who may do what, written down by hand, row by row of the topic table. The witness reads all but what is
/// said to the broker, and writes nothing but its own renewal.
struct Expectation {
    TopicKind kind;
    std::string topic;
    Names writers;
    Names readers;
};
const std::vector<Expectation> kExpectations{
    {TopicKind::report, "vehicle/" + kVin + "/report", {"car"}, {"state"}},
    {TopicKind::report_ack, "vehicle/" + kVin + "/report/ack", {"state"}, {"car"}},
    {TopicKind::order, "vehicle/" + kVin + "/order/garage", {"garage"}, {"car"}},
    {TopicKind::order, "vehicle/" + kVin + "/order/commands", {"commands"}, {"car"}},
    {TopicKind::order, "vehicle/" + kVin + "/order/accounts", {}, {"car"}},
    {TopicKind::order, "vehicle/" + kVin + "/order/danger_zones", {"danger_zones"}, {"car"}},
    {TopicKind::order_ack, "vehicle/" + kVin + "/order/commands/ack", {"car"}, {"commands"}},
    {TopicKind::outcome, "vehicle/" + kVin + "/outcome/contracts", {"car"}, {"contracts"}},
    {TopicKind::outcome_ack, "vehicle/" + kVin + "/outcome/contracts/ack", {"contracts"}, {"car"}},
    {TopicKind::vehicle_presence, "vehicle/" + kVin + "/presence", {"car"}, kWorkers + kOperators},
    {TopicKind::twin, "vehicle/" + kVin + "/state/doors", {"state"}, kOperators},
    {TopicKind::twin, "vehicle/" + kVin + "/state/position", {"state"}, {}},
    {TopicKind::owner_ask, "account/anna/device/phone/ask/garage/add", {"anna"}, {"garage"}},
    {TopicKind::owner_ask, "account/anna/device/tablet/ask/state/watch", {"annas_tablet"}, {"state"}},
    {TopicKind::owner_answer, "account/anna/device/phone/answer", kWorkers, {"anna"}},
    {TopicKind::vehicle_view, "account/anna/vehicle/" + kVin + "/state", {"state"}, {"anna", "annas_tablet"}},
    {TopicKind::command_step, "account/anna/command/c1", {"commands"}, {"anna", "annas_tablet"}},
    {TopicKind::notification, "account/anna/notification", {"notifications"}, {"anna", "annas_tablet"}},
    {TopicKind::guest_ask, "guest/" + kClient + "/ask/accounts/sign_in", {"guest"}, {"accounts"}},
    {TopicKind::guest_ask, "guest/" + kClient + "/ask/store/catalogue", {"guest"}, {"store"}},
    {TopicKind::guest_answer, "guest/" + kClient + "/answer", kWorkers, {"guest"}},
    {TopicKind::desk_ask, "desk/dora/ask/contracts/end", {"dora"}, {"contracts"}},
    {TopicKind::desk_answer, "desk/dora/answer", kWorkers, {"dora"}},
    {TopicKind::operator_ask, "operator/otto/ask/clock/advance", {"otto"}, {"clock"}},
    {TopicKind::operator_answer, "operator/otto/answer", kWorkers, {"otto"}},
    {TopicKind::event,
     "event/garage",
     {"garage"},
     Names{"accounts", "contracts", "commands", "state", "notifications", "store", "danger_zones"} +
         kOperators},
    {TopicKind::event, "event/store", {"store"}, Names{"accounts", "contracts", "danger_zones"} + kOperators},
    {TopicKind::event, "event/danger_zones", {"danger_zones"}, Names{"contracts"} + kOperators},
    {TopicKind::event, "event/mail", {"mail"}, kOperators},
    {TopicKind::event,
     "event/billing",
     {"billing"},
     Names{"accounts", "contracts", "payments", "store"} + kOperators},
    {TopicKind::event_ack, "event/garage/ack/state", {"state"}, {"garage"}},
    {TopicKind::event_ack, "event/garage/ack/mail", {}, {"garage"}},
    {TopicKind::letter, "letter/accounts", {"accounts"}, {"mail"}},
    {TopicKind::letter, "letter/state", {}, {"mail"}},
    {TopicKind::letter_ack, "letter/accounts/ack", {"mail"}, {"accounts"}},
    {TopicKind::access, "$CONTROL/traction/access/accounts", {"accounts"}, {}},
    {TopicKind::access, "$CONTROL/traction/access/state", {}, {}},
    {TopicKind::access_ack, "access/ack/garage", {}, {"garage"}},
    {TopicKind::payment_ask, "provider/payments/ask", {"payment_gateway"}, {"payment_sandbox"}},
    {TopicKind::payment_answer, "provider/payments/answer", {"payment_sandbox"}, {"payment_gateway"}},
    {TopicKind::token, "$CONTROL/traction/token", kAllButGuests + Names{"witness"}, {}},
    {TopicKind::presence, "presence/state", {"state"}, kAllButGuests},
    {TopicKind::view, "view/state", {"state"}, Names{"state"} + kOperators},
    {TopicKind::metrics, "metrics/state", {"state"}, kOperators},
    {TopicKind::clock, "clock", {"clock"}, kAllButGuests},
    {TopicKind::clock_done, "clock/done/state", {"state"}, {"clock"}},
    {TopicKind::clock_done, "clock/done/" + kVin, {"car"}, {"clock"}},
};

Topic topic_of(const std::string& text) {
    return {.text = text, .parsed = wire::parse_topic(text)};
}

Names readers_of(const Expectation& row) {
    const bool said_to_the_broker = row.topic.starts_with("$CONTROL");
    return said_to_the_broker ? row.readers : row.readers + Names{"witness"};
}

}  // namespace

TEST_CASE("access: each row of the topic table has an expectation, and each is of the row it says") {
    std::set<TopicKind> expected;
    for (const auto& row : kExpectations) {
        CAPTURE(row.topic);
        REQUIRE(wire::parse_topic(row.topic).has_value());
        CHECK(wire::parse_topic(row.topic)->kind == row.kind);
        expected.insert(row.kind);
    }
    CHECK(expected.size() == wire::kTopics.size());
}

TEST_CASE("access: everybody writes, reads and subscribes to just what the table says") {
    for (const auto& row : kExpectations) {
        const auto topic = topic_of(row.topic);
        for (const auto& person : kPeople) {
            CAPTURE(row.topic);
            CAPTURE(person.name);
            const auto identity = who(person.name);
            CHECK(may_write(identity, topic, false) == row.writers.contains(person.name));
            CHECK(may_read(identity, topic) == readers_of(row).contains(person.name));
            CHECK(may_subscribe(identity, row.topic) == readers_of(row).contains(person.name));
        }
    }
}

TEST_CASE("access: only what the table retains may be retained") {
    for (const auto& row : kExpectations) {
        CAPTURE(row.topic);
        for (const auto& writer : row.writers)
            CHECK(may_write(who(writer), topic_of(row.topic), true) == wire::row_of(row.kind).retained);
    }
}

TEST_CASE("access: an identity whose name is that of another party gains nothing by it") {
    const auto owner = owner_of("o:state:phone:s1").value();
    CHECK_FALSE(may_write(owner, topic_of("clock/done/state"), true));
    CHECK_FALSE(may_write(owner, topic_of("presence/state"), true));
    CHECK_FALSE(may_read(owner, topic_of("view/state")));
    const auto desk = owner_of("d:" + kVin + ":s1").value();
    CHECK_FALSE(may_write(desk, topic_of("vehicle/" + kVin + "/report"), false));
    const auto worker = owner_of("w:anna").value();
    CHECK_FALSE(may_read(worker, topic_of("account/anna/notification")));
}

TEST_CASE("access: what a running system subscribes to is allowed") {
    const std::vector<std::pair<std::string_view, std::vector<std::string>>> subscriptions{
        {"car",
         {"vehicle/" + kVin + "/order/+", "vehicle/" + kVin + "/report/ack",
          "vehicle/" + kVin + "/outcome/+/ack", "clock"}},
        {"state",
         {"vehicle/+/report", "account/+/device/+/ask/state/+", "event/garage", "event/state/ack/+",
          "operator/+/ask/state/+", "presence/state", "view/state", "clock"}},
        {"garage",
         {"vehicle/+/outcome/garage", "vehicle/+/order/garage/ack", "vehicle/+/presence",
          "desk/+/ask/garage/+", "access/ack/garage", "event/contracts"}},
        {"accounts", {"guest/+/ask/accounts/+", "letter/accounts/ack", "access/ack/accounts"}},
        {"store", {"guest/+/ask/store/+", "account/+/device/+/ask/store/+", "event/garage"}},
        {"mail", {"letter/accounts"}},
        {"clock", {"presence/+", "vehicle/+/presence", "clock/done/+"}},
        {"anna",
         {"account/anna/device/phone/answer", "account/anna/notification", "account/anna/command/+",
          "account/anna/vehicle/+/state", "account/anna/vehicle/" + kVin + "/state", "clock"}},
        {"dora", {"desk/dora/answer", "presence/+", "clock"}},
        {"otto",
         {"operator/otto/answer", "$SYS/#", "$SYS/broker/uptime", "metrics/+", "presence/#", "event/#",
          "view/+", "vehicle/+/state/#", "vehicle/+/presence", "clock"}},
        {"witness", {"#", "+/+/report", "$SYS/#"}},
    };
    for (const auto& person : subscriptions) {
        for (const auto& filter : person.second) {
            CAPTURE(person.first);
            CAPTURE(filter);
            CHECK(may_subscribe(who(person.first), filter));
        }
    }
}

TEST_CASE("access: no wildcard above one's own level, no $share, no topic without a row") {
    const std::vector<std::string> nobodys{"+/anna/notification",
                                           "account/+/notification",
                                           "account/+/device/+/answer",
                                           "account/#",
                                           "+/#",
                                           "$share/g/clock",
                                           "$share/g/account/anna/notification",
                                           "$CONTROL/#",
                                           "$CONTROL/traction/token",
                                           "vehicle/+/+",
                                           "vehicle/#",
                                           "vehicle/+/state/position",
                                           "letter/#",
                                           "letter/+",
                                           "access/#",
                                           "provider/#",
                                           "provider/+/ask",
                                           "guest/+/answer",
                                           "guest/#",
                                           "desk/+/answer",
                                           "operator/#",
                                           "account/anna/#",
                                           "account/anna/device/+/answer",
                                           "account/anna/device/#",
                                           "$SYS",
                                           "",
                                           "/",
                                           "+",
                                           "#/",
                                           "clock/#"};
    for (const auto& person : kPeople) {
        if (person.name == "witness") continue;
        for (const auto& filter : nobodys) {
            // Letters are mail's.
            if (person.name == "mail" && filter.starts_with("letter/")) continue;
            CAPTURE(person.name);
            CAPTURE(filter);
            CHECK_FALSE(may_subscribe(who(person.name), filter));
        }
        CHECK_FALSE(may_subscribe(who(person.name), "#"));
    }
    for (const auto* filter : {"$share/g/#", "$CONTROL/#", "$CONTROL/traction/token"})
        CHECK_FALSE(may_subscribe(who("witness"), filter));
}

TEST_CASE("access: nobody writes a topic that has no row, with a wildcard, or of the broker") {
    for (const auto& person : kPeople) {
        for (const auto* text : {"", "/", "vehicle", "vehicle/+/report", "account/#", "anything/at/all",
                                 "$SYS/x", "$CONTROL/dynamic-security/v1", "$share/g/clock",
                                 "a/b/c/d/e/f/g/h/i/j/k/l", "clock/", "//clock"}) {
            CAPTURE(person.name);
            CAPTURE(text);
            CHECK_FALSE(may_write(who(person.name), topic_of(text), false));
        }
    }
}

TEST_CASE("access: operators and the witness alone see what the broker says of itself") {
    for (const auto& person : kPeople) {
        CAPTURE(person.name);
        const bool sees = Names{"otto", "olga", "witness"}.contains(person.name);
        CHECK(may_read(who(person.name), topic_of("$SYS/broker/clients/connected")) == sees);
        CHECK(may_subscribe(who(person.name), "$SYS/#") == sees);
    }
}
