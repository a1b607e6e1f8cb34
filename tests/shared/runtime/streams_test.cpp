#include <set>

#include <doctest/doctest.h>

#include "tests/shared/runtime/stream_world.hpp"

using namespace traction;
using namespace traction::test;
using namespace std::chrono_literals;

namespace {

const std::string kVin = "VF1AAAAAA12345678";
const std::string kReports = "vehicle/" + kVin + "/report";
const std::string kOrders = "vehicle/" + kVin + "/order/contracts";
const std::string kEvents = "event/garage";
const std::vector<std::string> kFollowers(wire::followers_of("garage").begin(),
                                          wire::followers_of("garage").end());
constexpr Weather kCalm{};
constexpr Weather kStorm{.loss_percent = 30, .repeat_percent = 20, .slowest = Milliseconds{900}};
constexpr Weather kDrizzle{.loss_percent = 2, .repeat_percent = 2};
constexpr int kSeeds = 30;

wire::Epoch epoch_of(StreamWorld& world) {
    const auto row = world.sender().database().prepare("SELECT epoch FROM outgoing_stream");
    const auto epoch = ports::first_row(
        *row, [](const ports::Statement& found) { return static_cast<wire::Epoch>(found.integer(0)); });
    return epoch.value_or(0);
}

void send_all(StreamWorld& world, int first, int last) {
    for (const auto& body : messages(first, last)) world.send(body);
}

std::multiset<std::string> as_set(const std::vector<std::string>& all) {
    return {all.begin(), all.end()};
}

}  // namespace

TEST_CASE(
    "streams: over a network that loses, repeats and reorders, each message is applied once and in order") {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        CAPTURE(seed);
        StreamWorld world(kReports, {""}, seed, kStorm);
        world.receiver().busy = seed % 2 == 0;
        for (int i = 1; i <= 60; ++i) {
            world.send("message " + std::to_string(i));
            world.run(Milliseconds{static_cast<int>(seed) * 17});
        }
        REQUIRE(world.settle());
        CHECK(world.receiver().applied() == messages(1, 60));
        CHECK(world.sender().streams().rows() == 0);
        CHECK(world.sender().new_epochs_heard == 0);
    }
}

TEST_CASE("streams: a busy receiver acknowledges half a window at once, and holds no word for long") {
    StreamWorld world(kReports, {""}, 1, kCalm);
    auto& receiver = world.receiver();
    receiver.busy = true;
    const auto said_after = [&](wire::Number number, Timestamp now) {
        const wire::Numbered message{.epoch = 7, .number = number, .at = now, .body = R"({"text":"a"})"};
        const auto said =
            receiver.receive({.topic = kReports, .payload = wire::write_numbered(message)}, now);
        return said.empty() ? wire::Number{0} : wire::read_acknowledgement(said.at(0).payload)->applied;
    };
    const Timestamp begin{};
    for (wire::Number number = 1; number <= 3; ++number) CHECK(said_after(number, begin) == 0);
    CHECK(said_after(4, begin) == 4);
    CHECK(said_after(5, begin) == 0);
    CHECK(said_after(4, begin) == 5);  // a sender that repeats waits for the word
    CHECK(said_after(6, begin) == 0);
    CHECK(receiver.streams().held_until() == begin + runtime::kLongestHeld);
    CHECK(said_after(7, begin + runtime::kLongestHeld) == 7);
    CHECK_FALSE(receiver.streams().held_until().has_value());
}

TEST_CASE("streams: either side may crash between and within any two transactions") {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        CAPTURE(seed);
        StreamWorld world(kReports, {""}, seed, kStorm);
        world.before_delivery = [&] {
            if (world.one_in(7)) {
                world.one_in(2) ? world.sender().crash() : world.sender().crash_while_pumping(world.now());
                world.sender().connect(world.now());
            }
            if (world.one_in(7)) {
                world.receiver().crash();
                world.receiver().connect(world.now());
            }
            if (world.one_in(20)) world.reconnect();
        };
        for (int i = 1; i <= 40; ++i) {
            world.send("message " + std::to_string(i));
            world.run(200ms);
        }
        world.before_delivery = nullptr;
        REQUIRE(world.settle());
        CHECK(world.receiver().applied() == messages(1, 40));
        CHECK(world.sender().streams().rows() == 0);
        CHECK(world.sender().new_epochs_heard == 0);
    }
}

TEST_CASE("streams: a word that comes late, again and again, begins no new epoch") {
    StreamWorld world(kReports, {""}, 1, kCalm);
    send_all(world, 1, 20);
    const auto said_at = world.now();
    REQUIRE(world.settle());
    world.run(1s);
    const auto epoch = epoch_of(world);
    world.sender().hear("", {.epoch = epoch, .applied = 20, .at = world.now()}, world.now());
    world.set_weather({.loss_percent = 100});  // no answer to a probe gets through in between
    for (int i = 0; i < 5; ++i) {
        world.run(3s);
        world.sender().hear("", {.epoch = epoch, .applied = 3, .at = said_at, .again = true}, world.now());
    }
    world.set_weather(kCalm);
    REQUIRE(world.settle());
    CHECK(world.sender().new_epochs_heard == 0);
    CHECK(world.receiver().applied() == messages(1, 20));
}

TEST_CASE("streams: an effect whose commit did not happen is taken again") {
    StreamWorld world(kReports, {""}, 1, kCalm);
    world.sender().add("message 1", world.now());
    const auto sent = world.sender().pump(world.now());
    REQUIRE(sent.size() == 1);
    world.receiver().crash_while_applying(sent.front(), world.now());
    CHECK(world.receiver().applied().empty());
    REQUIRE(world.settle());
    CHECK(world.receiver().applied() == messages(1, 1));
}

TEST_CASE("streams: acknowledgements of long ago, come late or twice, do no harm") {
    StreamWorld world(kReports, {""}, 3, kCalm);
    send_all(world, 1, 20);
    REQUIRE(world.settle());
    const auto epoch = epoch_of(world);
    for (const wire::Number late : {3U, 3U, 19U, 20U}) {
        world.sender().hear("", {.epoch = epoch, .applied = late}, world.now());
        world.run(3s);
    }
    world.sender().hear("", {.epoch = epoch + 1, .applied = 5}, world.now());
    send_all(world, 21, 25);
    REQUIRE(world.settle());
    CHECK(world.receiver().applied() == messages(1, 25));
    CHECK(world.sender().new_epochs_heard == 0);
}

TEST_CASE(
    "streams: a receiver restored from an older copy is sent again what it lost, or the wanted state in a "
    "new epoch") {
    const tests::TemporaryFolder folder;
    StreamWorld world(kOrders, {kVin}, 4, kCalm);
    world.sender().on_new_epoch_send = [&](runtime::OutgoingStreams& streams) {
        streams.add(kOrders, R"({"text":"wanted state"})", "wanted", world.now());
    };
    send_all(world, 1, 5);
    REQUIRE(world.settle());
    world.receiver(kVin).copy_to(folder.file("receiver.db"));
    send_all(world, 6, 10);
    REQUIRE(world.settle());
    world.receiver(kVin).restore(folder.file("receiver.db"));
    world.receiver(kVin).connect(world.now());
    REQUIRE(world.settle());
    CHECK(world.sender().new_epochs_heard == 1);
    auto expected = messages(1, 5);
    expected.push_back("wanted state");
    CHECK(world.receiver(kVin).applied() == expected);
}

TEST_CASE("streams: a restored follower of events goes back to where it stood, without a new epoch") {
    const tests::TemporaryFolder folder;
    StreamWorld world(kEvents, kFollowers, 5, kCalm);
    send_all(world, 1, 300);
    REQUIRE(world.settle());
    world.receiver("state").copy_to(folder.file("state.db"));
    send_all(world, 301, 400);
    REQUIRE(world.settle());
    world.receiver("state").restore(folder.file("state.db"));
    world.receiver("state").connect(world.now());
    REQUIRE(world.settle());
    for (const auto& follower : kFollowers) CHECK(world.receiver(follower).applied() == messages(1, 400));
    CHECK(world.sender().new_epochs_heard == 0);
    CHECK(world.packets_sent() < 400 * std::ssize(kFollowers));
}

TEST_CASE("streams: a receiver that lost its database says so and is served") {
    StreamWorld world(kOrders, {kVin}, 6, kCalm);
    world.sender().on_new_epoch_send = [&](runtime::OutgoingStreams& streams) {
        streams.add(kOrders, R"({"text":"wanted state"})", "", world.now());
    };
    send_all(world, 1, 5);
    REQUIRE(world.settle());
    world.receiver(kVin).lose_database();
    world.receiver(kVin).connect(world.now());
    REQUIRE(world.settle());
    CHECK(world.receiver(kVin).applied() == std::vector<std::string>{"wanted state"});
}

TEST_CASE(
    "streams: a sender restored from an older copy begins a new epoch, and nothing that comes after is "
    "lost") {
    const tests::TemporaryFolder folder;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        CAPTURE(seed);
        const auto copy = folder.file("sender-" + std::to_string(seed));
        StreamWorld world(kReports, {""}, seed, kStorm);
        send_all(world, 1, 20);
        world.run(Milliseconds{static_cast<int>(seed) * 300});
        world.sender().copy_to(copy);
        send_all(world, 21, 30);
        world.run(5s);
        world.sender().restore(copy);
        world.sender().connect(world.now());
        send_all(world, 31, 40);
        REQUIRE(world.settle());
        CHECK(world.sender().new_epochs_heard == 1);
        const auto applied = as_set(world.receiver().applied());
        for (const auto& body : messages(1, 20)) CHECK(applied.count(body) >= 1);
        for (const auto& body : messages(31, 40)) CHECK(applied.count(body) == 1);
        CHECK(world.sender().streams().rows() == 0);
    }
}

TEST_CASE("streams: a sender that lost its database begins again at 1 in an epoch of its own") {
    StreamWorld world(kReports, {""}, 8, kCalm);
    send_all(world, 1, 10);
    REQUIRE(world.settle());
    world.sender().lose_database();
    world.sender().connect(world.now());
    send_all(world, 11, 15);
    REQUIRE(world.settle());
    CHECK(world.receiver().applied() == messages(1, 15));
}

TEST_CASE("streams: an acknowledgement beyond the last number begins a new epoch") {
    StreamWorld world(kReports, {""}, 9, kCalm);
    send_all(world, 1, 3);
    REQUIRE(world.settle());
    const auto row = world.sender().database().prepare("SELECT epoch FROM outgoing_stream");
    const auto epoch = ports::first_row(
        *row, [](const ports::Statement& found) { return static_cast<wire::Epoch>(found.integer(0)); });
    world.sender().hear("", {.epoch = *epoch, .applied = 99}, world.now());
    CHECK(world.sender().new_epochs_heard == 1);
    send_all(world, 4, 6);
    REQUIRE(world.settle());
    CHECK(world.receiver().applied() == messages(1, 6));
}

TEST_CASE("streams: a closed epoch never opens again") {
    StreamWorld world(kReports, {""}, 10, kCalm);
    world.sender().add("message 1", world.now());
    const auto old_epoch = world.sender().pump(world.now());
    world.receiver().receive(old_epoch.front(), world.now());
    world.sender().lose_database();
    world.sender().connect(world.now());
    send_all(world, 2, 3);
    REQUIRE(world.settle());
    world.receiver().receive(old_epoch.front(), world.now());
    CHECK(world.receiver().applied() == messages(1, 3));
}

TEST_CASE("streams: a follower that is away holds back no other, and is served when it is back") {
    StreamWorld world(kEvents, kFollowers, 11, kDrizzle);
    world.receiver("commands").away = true;
    send_all(world, 1, 700);
    world.run(2h);
    for (const auto* present : {"contracts", "state", "notifications"})
        CHECK(world.receiver(present).applied() == messages(1, 700));
    CHECK(world.receiver("commands").applied().empty());
    world.receiver("commands").away = false;
    world.receiver("commands").connect(world.now());
    world.run(2min);
    CHECK(world.receiver("commands").applied() == messages(1, 700));
    REQUIRE(world.settle());
    CHECK(world.sender().new_epochs_heard == 0);
}

TEST_CASE("streams: the window of messages and of bytes bounds what is under way") {
    StreamWorld world(kReports, {""}, 12, kCalm);
    world.receiver().away = true;
    send_all(world, 1, 100);
    CHECK(world.packets_sent() == 8);

    StreamWorld wide(kReports, {""}, 12, kCalm);
    wide.receiver().away = true;
    for (int i = 0; i < 20; ++i) wide.send(std::string(40'000, 'x'));
    CHECK(wide.packets_sent() == 2);

    StreamWorld events(kEvents, kFollowers, 12, kCalm);
    events.receiver("state").away = true;
    send_all(events, 1, 2'000);
    events.run(1s);
    const auto once = events.packets_sent();
    CHECK(once < 4'000);  // of 10 000: followers that are nearly in step share what is sent
    CHECK(events.receiver("contracts").applied().size() == 2'000);
    // The next round goes to the one that is away: a window of it, not all that it missed.
    events.run(3s);
    CHECK(events.packets_sent() - once <= 512);
}

TEST_CASE("streams: back-off doubles up to ten minutes, with jitter, and begins anew after progress") {
    StreamWorld world(kReports, {""}, 13, kCalm);
    world.receiver().away = true;
    world.send("message 1");
    auto last = world.now();
    Milliseconds expected{2'000};
    for (int i = 0; i < 15; ++i) {
        const auto next = world.sender().streams().next_retry();
        REQUIRE(next.has_value());
        CHECK(*next - last >= expected * 8 / 10);
        CHECK(*next - last <= expected * 12 / 10 + 1ms);
        last = *next;
        world.run(*next - world.now());
        expected = std::min(expected * 2, Milliseconds{600'000});
    }
    CHECK(world.packets_sent() == 16);
    world.receiver().away = false;
    REQUIRE(world.settle());
    world.receiver().away = true;
    world.send("message 2");
    CHECK(*world.sender().streams().next_retry() - world.now() <= 2400ms);
}

TEST_CASE("streams: a receiver that is back is served at once, however long the sender has waited") {
    StreamWorld world(kReports, {""}, 14, kCalm);
    send_all(world, 1, 2);
    world.run(1s);
    world.receiver().away = true;
    send_all(world, 3, 4);
    for (int i = 0; i < 3; ++i) world.run(3h);
    world.receiver().away = false;
    world.receiver().connect(world.now());
    world.run(1s);
    CHECK(world.receiver().applied() == messages(1, 4));
}

TEST_CASE("streams: to an absent car nothing is sent, and everything at once when it is there") {
    StreamWorld world(kOrders, {kVin}, 15, kCalm);
    world.sender().streams().expect_presence();
    world.receiver(kVin).away = true;
    send_all(world, 1, 3);
    world.run(1h);
    CHECK(world.packets_sent() == 0);
    CHECK(world.sender().streams().settled());
    world.receiver(kVin).away = false;
    world.sender().streams().set_present(kVin, true);
    CHECK_FALSE(world.sender().streams().settled());
    world.run(1s);
    CHECK(world.receiver(kVin).applied() == messages(1, 3));

    world.receiver(kVin).away = true;
    world.send("message 4");
    world.run(1h);
    const auto before = world.packets_sent();
    world.sender().streams().set_present(kVin, false);
    world.run(5h);
    CHECK(world.packets_sent() == before);
    world.receiver(kVin).away = false;
    world.sender().streams().set_present(kVin, true);
    world.run(1s);
    CHECK(world.receiver(kVin).applied() == messages(1, 4));
}

TEST_CASE(
    "streams: a message that was not sent yet is replaced and taken back by its key; afterwards it stays") {
    StreamWorld world(kOrders, {kVin}, 16, kCalm);
    world.sender().streams().expect_presence();
    world.send("old programme", "programme");
    world.send("command", "command-1");
    world.send("new programme", "programme");
    CHECK(world.sender().withdraw("command-1"));
    CHECK_FALSE(world.sender().withdraw("command-1"));
    CHECK(world.sender().numbered_keys.empty());
    world.sender().streams().set_present(kVin, true);
    REQUIRE(world.settle());
    CHECK(world.receiver(kVin).applied() == std::vector<std::string>{"new programme"});
    CHECK_FALSE(world.sender().withdraw("programme"));
    world.send("newest programme", "programme");
    REQUIRE(world.settle());
    CHECK(world.receiver(kVin).applied() == std::vector<std::string>{"new programme", "newest programme"});
}

TEST_CASE("streams: the worker hears once of each message that it is being sent, whatever is lost") {
    StreamWorld world(kReports, {""}, 17, kStorm);
    std::vector<std::string> keys;
    for (int i = 1; i <= 30; ++i) {
        keys.push_back("key-" + std::to_string(i));
        world.send("message " + std::to_string(i), keys.back());
    }
    REQUIRE(world.settle());
    CHECK(world.sender().numbered_keys == keys);
}

TEST_CASE("streams: events are kept 400 days, and longer for a follower that has not heard them") {
    StreamWorld world(kEvents, kFollowers, 18, kCalm);
    world.receiver("state").away = true;
    send_all(world, 1, 10);
    world.run(1s);
    const auto prune_at = [&](std::chrono::days later) {
        world.sender().database().begin();
        world.sender().streams().prune(world.now() + later);
        world.sender().database().commit();
        return world.sender().streams().rows();
    };
    CHECK(prune_at(std::chrono::days{401}) == 10);
    world.receiver("state").away = false;
    REQUIRE(world.settle());
    CHECK(prune_at(std::chrono::days{399}) == 10);
    CHECK(prune_at(std::chrono::days{401}) == 0);
}

TEST_CASE("streams: a follower that asks for events that were pruned is given a new epoch") {
    StreamWorld world(kEvents, kFollowers, 19, kCalm);
    send_all(world, 1, 5);
    REQUIRE(world.settle());
    world.sender().database().begin();
    world.sender().streams().prune(world.now() + std::chrono::days{401});
    world.sender().database().commit();
    world.receiver("state").lose_database();
    world.receiver("state").connect(world.now());
    send_all(world, 6, 8);
    REQUIRE(world.settle());
    CHECK(world.receiver("state").applied() == messages(6, 8));
    CHECK(world.sender().new_epochs_heard == 1);
}

TEST_CASE("streams: more than four epochs a day from one car are quarantined for a day") {
    StreamWorld world(kReports, {""}, 20, kCalm);
    for (int i = 1; i <= 6; ++i) {
        world.sender().lose_database();
        world.sender().connect(world.now());
        world.send("message " + std::to_string(i));
        world.run(1min);
    }
    CHECK(world.receiver().applied() == messages(1, 4));
    CHECK(world.receiver().streams().quarantined() > 0);
    world.run(25h);
    CHECK(world.receiver().applied() ==
          std::vector<std::string>{"message 1", "message 2", "message 3", "message 4", "message 6"});
}

TEST_CASE("streams: events that nobody follows are not kept") {
    StreamWorld world("event/nobody", {}, 21, kCalm);
    send_all(world, 1, 3);
    CHECK(world.sender().streams().rows() == 0);
    CHECK(world.sender().streams().settled());
}

TEST_CASE("streams: everything at once: crashes, restores and losses on both sides, and then all converges") {
    const tests::TemporaryFolder folder;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        StreamWorld world(kEvents, kFollowers, seed, kStorm);
        const auto copy = folder.file("follower-" + std::to_string(seed));
        for (int i = 1; i <= 60; ++i) {
            world.send("message " + std::to_string(i));
            world.run(Milliseconds{150});
            if (i == 15) world.receiver("state").copy_to(copy);
            if (world.one_in(15)) world.receiver("contracts").away = !world.receiver("contracts").away;
            if (world.one_in(15)) world.reconnect();
            if (i == 40) {
                world.receiver("state").restore(copy);
                world.receiver("state").connect(world.now());
            }
        }
        world.receiver("contracts").away = false;
        world.set_weather(kCalm);
        REQUIRE(world.settle());
        for (const auto& follower : kFollowers) CHECK(world.receiver(follower).applied() == messages(1, 60));
    }
}

TEST_CASE("streams: a message has arrived when its receiver has acknowledged it, and not before") {
    StreamWorld events(kEvents, kFollowers, 1, kCalm);
    events.receiver("state").away = true;
    const auto arrived = [&](const std::string& follower) {
        return events.sender().streams().has_arrived(kEvents, follower, "told");
    };
    send_all(events, 1, 3);
    events.send("message 4", "told");
    for (const auto& follower : kFollowers) CHECK_FALSE(arrived(follower));
    events.run(5s);
    CHECK(arrived("commands"));
    CHECK_FALSE(arrived("state"));
    events.receiver("state").away = false;
    REQUIRE(events.settle());
    CHECK(arrived("state"));
    events.sender().crash();
    CHECK(arrived("state"));

    StreamWorld orders(kOrders, {""}, 1, kCalm);
    orders.send("message 1", "told");
    CHECK_FALSE(orders.sender().streams().has_arrived(kOrders, "", "told"));
    REQUIRE(orders.settle());
    CHECK(orders.sender().streams().has_arrived(kOrders, "", "told"));
}
