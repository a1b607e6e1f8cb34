#include <doctest/doctest.h>

#include "shared/wire/streams.hpp"
#include "tests/broker/system/busy_owner.hpp"
#include "tests/broker/system/drive_log.hpp"
#include "tests/broker/system/ledger.hpp"

using namespace traction;
using namespace traction::test;
using wire::TopicKind;

namespace {

constexpr std::int64_t kFirstDriveAt = 1'000'000;
constexpr std::int64_t kSecondDriveAt = 5'000'000;
constexpr std::int64_t kRowsOfSecondDrive = 300;

/// A busy owner's car, and one that sends a recorded drive; both are killed like everything else.
struct Crashes {
    System system{Time::wall};
    Car obeying{system, "VF1SYSTEM00000001"};
    Car driving{system, "VF1SYSTEM00000002"};
    std::unique_ptr<ctl::Session> owner;
    std::unique_ptr<BusyOwner> busy;

    Crashes() {
        write_drive(first_drive(), 20'000, kFirstDriveAt);
        write_drive(second_drive(), kRowsOfSecondDrive, kSecondDriveAt);
        system.start_cloud();
        owner = system.session(wire::Party::owner, "ada");
        obeying.start({"--no-day-life"});
        pair(*owner, obeying);
        driving.start({"--replay", first_drive().string(), "--speed", "100"});
        busy = std::make_unique<BusyOwner>(system, "ada", obeying.vin());
    }

    std::filesystem::path first_drive() const { return system.folder() / "first.csv"; }
    std::filesystem::path second_drive() const { return system.folder() / "second.csv"; }

    /// Reports are acknowledged and orders end, from now on.
    bool flows() const {
        const auto acknowledged = wire::ack_topic(wire::report_stream(driving.vin()), "");
        const auto reports = system.tap().count(acknowledged) + 5;
        const auto orders = busy->ended() + 8;
        return wait_until(
            [&] { return system.tap().count(acknowledged) >= reports && busy->ended() >= orders; },
            kPatience);
    }
};

/// Every row from the first on, each once and in order.
void check_is_drive(const std::vector<std::int64_t>& odometers, std::int64_t first_m) {
    auto expected = first_m;
    for (const auto odometer : odometers) {
        REQUIRE(odometer == expected);
        expected += kMetresOfRow;
    }
}

std::string samples_of(const Vin& vin, const std::string& column) {
    return "SELECT " + column + " FROM sample JOIN vehicle ON vehicle.id = sample.vehicle WHERE vin = '" +
           vin.text() + "'";
}

/// The killed car had `unacknowledged` samples in its database: with what was stored before, they are the
/// whole of its first drive.
void check_samples(Books& state, const Vin& vin, const std::vector<wire::Sample>& unacknowledged) {
    const auto first =
        state.numbers(samples_of(vin, "odometer_m") + " AND odometer_m < 5000000 ORDER BY sample.id");
    const auto second =
        state.numbers(samples_of(vin, "odometer_m") + " AND odometer_m >= 5000000 ORDER BY sample.id");
    check_is_drive(first, kFirstDriveAt);
    check_is_drive(second, kSecondDriveAt);
    CHECK(static_cast<std::int64_t>(second.size()) == kRowsOfSecondDrive);
    // It may have been killed with everything acknowledged: then nothing was left to come.
    if (!unacknowledged.empty()) {
        CHECK(first.back() ==
              static_cast<std::int64_t>(unacknowledged.back().value(wire::Signal::odometer_m)));
    }
    const auto instants = state.numbers(samples_of(vin, "measured_at") + " ORDER BY sample.id");
    CHECK(std::adjacent_find(instants.begin(), instants.end(), std::greater_equal<>()) == instants.end());
    // What was measured before the pairing is nobody's.
    CHECK(state.number("SELECT count(*) FROM dropped WHERE what <> 'unowned'") == 0);
}

/// Everything that was given a number was applied, once, in one epoch.
void check_stream(Books& sender, Books& receiver, const std::string& stream) {
    CAPTURE(stream);
    CHECK(sender.sent(stream).last > 0);
    CHECK(receiver.applied(stream) == sender.sent(stream).last);
    CHECK(receiver.epochs_heard(stream) == 1);
}

/// What the cloud says of each order is what the car did, and each ended once. Rule K1.
void check_orders(Books& commands, Books& car, const std::vector<std::string>& given) {
    const auto told = commands.words("SELECT command, phase FROM command");
    CHECK(told.size() == given.size());
    CHECK(commands.number(
              "SELECT count(*) FROM step WHERE phase IN ('done', 'refused', 'expired', 'cancelled')") ==
          static_cast<std::int64_t>(given.size()));
    CHECK(commands.words("SELECT command, phase FROM command WHERE phase <> 'cancelled'") ==
          car.words("SELECT id, phase FROM command"));
}

}  // namespace

TEST_CASE("V4, K1: broker, cloud and cars are killed in turn; what was sent is what is stored, exactly") {
    Crashes crashes;
    auto& system = crashes.system;
    REQUIRE(crashes.flows());

    system.broker().kill();
    system.broker().start();
    REQUIRE(crashes.flows());

    system.cloud().kill();
    system.start_cloud();
    REQUIRE(crashes.flows());

    crashes.obeying.process().kill();
    crashes.obeying.start({"--no-day-life"});
    REQUIRE(crashes.flows());

    REQUIRE(crashes.driving.process().is_running());
    crashes.driving.process().kill();
    const auto unacknowledged = Books(crashes.driving.database()).unacknowledged_samples();
    crashes.driving.start({"--replay", crashes.second_drive().string(), "--speed", "100"});
    REQUIRE(crashes.driving.process().wait(kPatience) == 0);
    CHECK(crashes.driving.process().output().find("used=300") != std::string::npos);

    const auto given = crashes.busy->finish();
    crashes.obeying.process().terminate();
    CHECK(crashes.obeying.process().wait() == 0);
    system.cloud().terminate();
    CHECK(system.cloud().wait() == 0);
    for (const auto& worker : system.workers()) {
        CHECK(wait_until(
            [&] { return system.says_online(wire::topic(TopicKind::presence, {worker}), false); }));
    }
    for (const auto* car : {&crashes.obeying, &crashes.driving}) {
        CHECK(wait_until([&] {
            return system.says_online(wire::topic(TopicKind::vehicle_presence, {car->vin().text()}), false);
        }));
    }

    Books state(system.database("state"));
    Books commands(system.database("commands"));
    Books obeying(crashes.obeying.database());
    Books driving(crashes.driving.database());
    check_samples(state, crashes.driving.vin(), unacknowledged);
    check_stream(driving, state, wire::report_stream(crashes.driving.vin()));
    CHECK(driving.sent(wire::report_stream(crashes.driving.vin())).in_outbox == 0);
    check_stream(commands, obeying, wire::order_stream(crashes.obeying.vin(), "commands"));
    check_stream(obeying, commands, wire::outcome_stream(crashes.obeying.vin(), "commands"));
    check_orders(commands, obeying, given);
    for (auto* books : {&state, &commands, &obeying}) CHECK(books->unreadable() == 0);
    CHECK(system.tap().undocumented() == std::vector<std::string>{});
}
