#include "shared/runtime/inbox.hpp"

#include <doctest/doctest.h>

using namespace traction;
using namespace std::chrono_literals;
using runtime::Inbox;

namespace {

ports::Message message(const std::string& topic, const std::string& payload) {
    return {.topic = topic, .payload = payload};
}

void fill(Inbox& inbox) {
    for (std::size_t i = 0; i < runtime::kInboxMessages; ++i)
        inbox.on_message(message("event/garage", std::to_string(i)));
}

std::vector<ports::Message> drain(Inbox& inbox) {
    std::vector<ports::Message> all;
    while (true) {
        auto arrivals = inbox.take(0ms);
        if (arrivals.messages.empty()) return all;
        for (auto& each : arrivals.messages) all.push_back(std::move(each));
    }
}

}  // namespace

TEST_CASE("inbox: messages come out in batches, in the order in which they came") {
    Inbox inbox;
    for (int i = 0; i < 10'000; ++i) inbox.on_message(message("event/garage", std::to_string(i)));
    const auto first = inbox.take(0ms);
    CHECK(first.messages.size() == runtime::kBatch);
    CHECK(first.more_waiting);
    inbox.on_message(message("event/garage", "10000"));
    const auto rest = drain(inbox);
    REQUIRE(rest.size() == 10'001 - runtime::kBatch);
    CHECK(first.messages.front().payload == "0");
    CHECK(rest.front().payload == std::to_string(runtime::kBatch));
    CHECK(rest.back().payload == "10000");
}

TEST_CASE(
    "inbox: when it is full numbered messages are dropped, and the latest of each retained topic is kept") {
    Inbox inbox;
    fill(inbox);
    inbox.on_message(message("event/garage", "one too many"));
    inbox.on_message(message("clock", "old"));
    inbox.on_message(message("clock", "new"));
    CHECK(inbox.dropped() == 1);
    const auto all = drain(inbox);
    REQUIRE(all.size() == runtime::kInboxMessages + 1);
    CHECK(all.back().topic == "clock");
    CHECK(all.back().payload == "new");
}

TEST_CASE("inbox: what was kept of a retained topic while it was full never comes after something newer") {
    Inbox inbox;
    fill(inbox);
    inbox.on_message(message("clock", "old"));
    inbox.take(0ms);
    inbox.on_message(message("clock", "new"));
    std::vector<std::string> ticks;
    for (const auto& each : drain(inbox)) {
        if (each.topic == "clock") ticks.push_back(each.payload);
    }
    CHECK(ticks == std::vector<std::string>{"new"});
}

TEST_CASE("inbox: bytes are bounded too, and given free again") {
    Inbox inbox;
    const std::string big(1024 * 1024, 'x');
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 70; ++i) inbox.on_message(message("event/garage", big));
        CHECK(drain(inbox).size() == runtime::kInboxBytes / big.size());
    }
}

TEST_CASE("inbox: the connection's news come with the messages, disconnection before connection") {
    Inbox inbox;
    inbox.on_connected();
    CHECK(inbox.take(0ms).connected);
    CHECK_FALSE(inbox.take(0ms).connected);
    inbox.on_disconnected();
    inbox.on_connected();
    const auto both = inbox.take(0ms);
    CHECK(both.disconnected);
    CHECK(both.connected);
    inbox.on_connected();
    inbox.on_disconnected();
    const auto lost = inbox.take(0ms);
    CHECK(lost.disconnected);
    CHECK_FALSE(lost.connected);
    CHECK_FALSE(inbox.stopped());
    inbox.stop();
    CHECK(inbox.stopped());
}
