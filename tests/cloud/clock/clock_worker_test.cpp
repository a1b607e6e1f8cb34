#include "cloud/clock/clock_worker.hpp"

#include <doctest/doctest.h>

#include "tests/support/one_worker.hpp"

namespace traction::clock {
namespace {

using namespace std::chrono_literals;
using wire::clock::Advance;
using wire::clock::SetRate;
using wire::clock::Settled;
using wire::clock::Show;

const Timestamp kStart = parse_timestamp("2027-01-01T00:00:00Z").value();
const Timestamp kMachine = parse_timestamp("2026-11-22T10:00:00Z").value();
constexpr const char* kCar = "VF1AG000164316834";

struct Fixture {
    test::OneWorker worker{worker_kind(kStart), kMachine};
    std::uint64_t step = 0;

    /// Past the time in which others may still be on their way.
    Fixture() {
        worker.advance(kArrivalTime);
        ticks();
    }
    void present(const std::string& process, bool online = true, const std::string& boot = "first") {
        const auto kind = process == kCar ? wire::TopicKind::vehicle_presence : wire::TopicKind::presence;
        worker.hears_message(
            wire::topic(kind, {process}),
            wire::Presence{.online = online, .version = "1", .boot = online ? boot : ""}.json().dump());
    }
    void settles(const std::string& process, std::uint64_t at_step, bool settled = true,
                 std::optional<Timestamp> next_due = std::nullopt) {
        const Settled word{.step = at_step, .settled = settled, .next_due = next_due};
        worker.hears_message(wire::topic(wire::TopicKind::clock_done, {process}), word.json().dump());
    }
    auto advances_to(Milliseconds from_start) {
        return worker.operator_asks("olga", Advance{kStart + from_start});
    }
    std::vector<wire::clock::Tick> ticks() {
        std::vector<wire::clock::Tick> found;
        for (const auto& json : worker.published(wire::topic(wire::TopicKind::clock))) {
            found.push_back(
                wire::read_message<wire::clock::Tick>(json, wire::UnknownFields::refused).value());
        }
        return found;
    }
    wire::Json shown() { return worker.operator_asks("olga", Show{}).body; }
    std::vector<std::string> waiting_for() { return shown().at("waiting_for"); }
    Timestamp now() { return parse_timestamp(shown().at("now").get<std::string>()).value(); }
};

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("A new clock stands at its start, and says so when it is connected") {
    test::OneWorker worker{worker_kind(kStart), kMachine};
    const auto ticks = worker.published(wire::topic(wire::TopicKind::clock));
    REQUIRE_FALSE(ticks.empty());
    CHECK(ticks.front() == wire::clock::Tick{.now = kStart}.json());
    worker.advance(1h);
    CHECK(worker.operator_asks("olga", Show{}).body.at("now") == to_text(kStart));
}

TEST_CASE("While it runs it is heard every second, and a crash does not take it back") {
    Fixture f;
    CHECK(f.worker.operator_asks("olga", SetRate{60}).done);
    f.ticks();
    f.worker.advance(500ms);
    CHECK(f.ticks().empty());
    for (int second = 1; second <= 3; ++second) {
        f.worker.advance(second == 1 ? 500ms : 1s);
        const auto ticks = f.ticks();
        REQUIRE(ticks.size() == 1);
        CHECK(ticks[0].now == kStart + second * 1min);
        CHECK(ticks[0].rate == 60);
    }
    f.worker.crash();
    CHECK(f.now() == kStart + 3min);
    f.worker.advance(1s);
    CHECK(f.now() == kStart + 4min);
}

TEST_CASE("An advance waits for everyone at every step, and stops where a worker has something due") {
    Fixture f;
    f.present("contracts");
    f.present(kCar);
    CHECK(f.advances_to(50h).body == wire::Json{{"from", to_text(kStart)}, {"to", to_text(kStart + 50h)}});
    // The first step asks only what is due next.
    CHECK(f.ticks().back().json() ==
          wire::clock::Tick{.now = kStart, .rate = 0, .step = 1, .advancing = true}.json());
    CHECK(f.waiting_for() == Names{kCar, "contracts"});
    f.settles("contracts", 1, true, kStart + 3h);
    CHECK(f.waiting_for() == Names{kCar});
    CHECK(f.ticks().empty());
    // What a car has due does not shorten the step: it lives through it on its own.
    f.settles(kCar, 1, true, kStart + 1min);
    CHECK(f.ticks().back().json() ==
          wire::clock::Tick{.now = kStart + 3h, .rate = 0, .step = 2, .advancing = true}.json());
    const std::vector<Milliseconds> steps{27h, 50h};
    for (std::size_t at = 0; at < steps.size(); ++at) {
        f.settles(kCar, 2 + at);
        f.settles("contracts", 2 + at, true, kStart + 365 * 24h);
        CHECK(f.ticks().back().now == kStart + steps[at]);
    }
    f.settles(kCar, 4);
    f.settles("contracts", 4);
    CHECK(f.ticks().back().json() ==
          wire::clock::Tick{.now = kStart + 50h, .rate = 0, .step = 5, .advancing = false}.json());
    CHECK(f.waiting_for().empty());
}

TEST_CASE("What has something due now has not settled, whatever it says") {
    Fixture f;
    f.present("contracts");
    f.advances_to(1h);
    f.settles("contracts", 1, true, kStart);
    CHECK(f.waiting_for() == Names{"contracts"});
    f.settles("contracts", 1);
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE("A process may take back that it has settled, also in one breath with the last one that settles") {
    Fixture f;
    f.present("contracts");
    f.present("garage");
    f.advances_to(1h);
    f.settles("garage", 1);
    f.settles("garage", 1, false);
    f.settles("contracts", 1);
    CHECK(f.now() == kStart);
    // One batch: the last one settles, and another takes its word back.
    const auto done = [](const std::string& process, bool settled) {
        return ports::Message{.topic = wire::topic(wire::TopicKind::clock_done, {process}),
                              .payload = Settled{.step = 1, .settled = settled}.json().dump()};
    };
    runtime::Arrivals arrivals;
    arrivals.messages = {done("garage", true), done("contracts", false)};
    f.worker.life().step(f.worker.now(), std::move(arrivals));
    CHECK(f.waiting_for() == Names{"contracts"});
    f.settles("contracts", 1);
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE("Words of an earlier step do not count") {
    Fixture f;
    f.present("contracts");
    f.settles("contracts", 0);
    f.advances_to(1h);
    CHECK(f.waiting_for() == Names{"contracts"});
    f.settles("contracts", 1);
    CHECK(f.waiting_for() == Names{"contracts"});  // the step to the target
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE(
    "Who vanishes is no longer waited for; who comes back in another life is, until it has settled itself") {
    Fixture f;
    f.present("contracts");
    f.present("state");
    f.advances_to(1h);
    f.settles("state", 1);
    f.present("state", false);
    f.present("state", true, "second");
    f.settles("contracts", 1);
    CHECK(f.waiting_for() == Names{"state"});
    f.present("state", false);
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE("Another life begins anew though the end of the earlier one was not heard") {
    Fixture f;
    f.present("contracts");
    f.present("state");
    f.advances_to(1h);
    f.settles("state", 1);
    f.present("state", true, "second");
    f.settles("contracts", 1);
    CHECK(f.waiting_for() == Names{"state"});
}

TEST_CASE("A presence that is merely repeated takes nothing back") {
    Fixture f;
    f.present("contracts");
    f.present("state");
    f.advances_to(1h);
    f.settles("state", 1);
    f.present("state");
    f.settles("contracts", 1);
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE("An advance in which nobody is present takes its steps by itself") {
    Fixture f;
    f.advances_to(60h);
    for (int turn = 0; turn < 5; ++turn) f.worker.advance(0ms);
    CHECK_FALSE(f.ticks().back().advancing);
    CHECK(f.now() == kStart + 60h);
}

TEST_CASE("A later target extends the advance; an earlier instant is refused") {
    Fixture f;
    f.present("contracts");
    f.advances_to(2h);
    CHECK(f.advances_to(1h).refused == "clock_never_goes_back");
    CHECK(f.advances_to(30h).done);
    f.settles("contracts", 1);
    CHECK(f.now() == kStart + 24h);
    CHECK(f.shown().at("target") == to_text(kStart + 30h));
}

TEST_CASE(
    "The clock survives a crash amid an advance: it goes on from its database, after everyone had time to "
    "come back") {
    Fixture f;
    f.present("contracts");
    f.advances_to(48h);
    f.settles("contracts", 1);
    f.ticks();
    f.worker.crash();
    CHECK(f.ticks().back().json() ==
          wire::clock::Tick{.now = kStart + 24h, .rate = 0, .step = 2, .advancing = true}.json());
    f.worker.advance(1s);
    CHECK(f.now() == kStart + 24h);
    f.present("contracts");
    f.worker.advance(kArrivalTime);
    CHECK(f.waiting_for() == Names{"contracts"});
    f.settles("contracts", 2);
    CHECK(f.now() == kStart + 48h);
}

TEST_CASE("After a broker that forgot everything nobody is waited for who did not come back") {
    Fixture f;
    f.present("contracts");
    f.present("state");
    f.advances_to(1h);
    f.worker.life().step(f.worker.now(), {.disconnected = true, .connected = true});
    f.present("contracts");
    f.settles("contracts", 1);
    CHECK(f.now() == kStart);
    f.worker.advance(kArrivalTime);
    CHECK(f.now() == kStart + 1h);
}

TEST_CASE("What cannot be read is passed over") {
    Fixture f;
    f.worker.hears_message(wire::topic(wire::TopicKind::presence, {"contracts"}), "{");
    f.worker.hears_message(wire::topic(wire::TopicKind::clock_done, {"contracts"}), "[]");
    f.worker.hears_message(wire::topic(wire::TopicKind::clock_done, {"contracts"}), "");
    CHECK(f.waiting_for().empty());
}

}  // namespace traction::clock
