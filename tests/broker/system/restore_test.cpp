#include <algorithm>
#include <functional>

#include <doctest/doctest.h>

#include "shared/wire/messages/notifications.hpp"
#include "shared/wire/messages/operators.hpp"
#include "shared/wire/streams.hpp"
#include "tests/broker/system/busy_owner.hpp"
#include "tests/broker/system/ledger.hpp"
#include "tests/broker/system/sandbox.hpp"

using namespace traction;
using namespace traction::test;
using wire::TopicKind;

namespace {

constexpr std::chrono::minutes kAWhile{1};
constexpr double kLoadedRate = 20;
const Timestamp kAfterAnniversary = *parse_timestamp("2027-04-02T07:00:00Z");

std::filesystem::path backup_folder(Sandbox& sandbox, const std::string& worker) {
    return sandbox.system().folder() / "back-ups" / worker;
}

void back_up(Sandbox& sandbox, const std::string& worker) {
    std::filesystem::create_directories(backup_folder(sandbox, worker));
    done(sandbox.operators(), worker, wire::operators::Backup{backup_folder(sandbox, worker).string()});
}

/// The owner gives orders, and all end, while time passes and the car reports.
void live_on(
    Sandbox& sandbox, const std::function<void()>& meanwhile = [] {}) {
    sandbox.time_runs(kLoadedRate);
    BusyOwner busy(sandbox.system(), "ada", sandbox.car().vin());
    const auto orders_end = [&](int more) {
        return wait_until([&, until = busy.ended() + more] { return busy.ended() >= until; }, kPatience);
    };
    REQUIRE(orders_end(4));
    meanwhile();
    REQUIRE(orders_end(4));
    busy.finish();
    sandbox.time_runs(0);
}

/// How often the owner was told of this kind.
std::int64_t told(Sandbox& sandbox, std::string_view kind) {
    const auto notifications =
        done(sandbox.owner(), "notifications", wire::notifications::List{}).at("notifications");
    return std::count_if(notifications.begin(), notifications.end(),
                         [&](const auto& one) { return one.at("kind") == kind; });
}

/// Nothing waits, and nothing that was sent is not acknowledged.
void check_settled(Books& books) {
    CHECK(books.number("SELECT count(*) FROM outbox WHERE number IS NULL") == 0);
    CHECK(books.number("SELECT count(*) FROM outgoing_stream JOIN outgoing_position USING (stream) "
                       "WHERE acknowledged <> last_number") == 0);
    CHECK(books.unreadable() == 0);
}

/// None of the restored epochs goes on.
void check_new_epochs(Books& before, Books& after) {
    const auto epochs = "SELECT stream, CAST(epoch AS TEXT) FROM outgoing_stream WHERE last_number > 0";
    const auto now = after.words(epochs);
    for (const auto& [stream, epoch] : before.words(epochs)) {
        CAPTURE(stream);
        CHECK(now.contains(stream));
        CHECK(now.at(stream) != epoch);
    }
}

}  // namespace

TEST_CASE("H4, K1, C3: each worker in turn goes back to an older copy under load, and everything converges") {
    Sandbox sandbox;
    auto& system = sandbox.system();
    live_on(sandbox, [&] {
        for (const auto& worker : system.workers()) back_up(sandbox, worker);
    });
    const auto before_anniversary = sandbox.contract().last_day;
    REQUIRE(sandbox.advance_to(kAfterAnniversary));
    const auto renewed_until = sandbox.contract().last_day;
    REQUIRE(renewed_until > before_anniversary);

    auto latest = kAfterAnniversary;
    for (const auto& worker : system.workers()) {
        CAPTURE(worker);
        system.cloud().kill();
        system.start_cloud({"--restore", backup_folder(sandbox, worker).string()});
        latest = std::max(latest, sandbox.now()) + kAWhile;
        REQUIRE(sandbox.advance_to(latest));
        live_on(sandbox);
        CHECK(sandbox.contract().last_day == renewed_until);
        CHECK(told(sandbox, wire::contracts::ContractRenewed::kType) == 1);
        latest = std::max(latest, sandbox.now()) + kAWhile;
        REQUIRE(sandbox.advance_to(latest));
    }

    sandbox.car().process().terminate();
    CHECK(sandbox.car().process().wait() == 0);
    system.cloud().terminate();
    CHECK(system.cloud().wait() == 0);
    Books car(sandbox.car().database());
    check_settled(car);
    for (const auto& worker : system.workers()) {
        CAPTURE(worker);
        Books after(system.database(worker));
        Books before(backup_folder(sandbox, worker) / (worker + ".sqlite"));
        check_settled(after);
        check_new_epochs(before, after);
    }
    const auto reports = wire::report_stream(sandbox.car().vin());
    Books state(system.database("state"));
    CHECK(state.epochs_heard(reports) == 2);
    CHECK(state.number("SELECT count(*) FROM happening WHERE kind = 'report_gap'") == 1);
    Books commands(system.database("commands"));
    const auto done_by_car = car.words("SELECT id, phase FROM command");
    for (const auto& [command, phase] :
         commands.words("SELECT command, phase FROM command WHERE phase <> 'cancelled'")) {
        CAPTURE(command);
        REQUIRE(done_by_car.contains(command));
        CHECK(done_by_car.at(command) == phase);
    }
    CHECK(system.tap().undocumented() == std::vector<std::string>{});
}

TEST_CASE("A broker that has forgotten everything is filled again by those who know") {
    Sandbox sandbox;
    auto& system = sandbox.system();
    live_on(sandbox);
    REQUIRE(sandbox.advance_to(sandbox.now() + kAWhile));
    const auto expected =
        system.tap().retained_values({TopicKind::twin, TopicKind::vehicle_presence, TopicKind::presence,
                                      TopicKind::view, TopicKind::clock});
    REQUIRE(expected.contains(wire::topic(TopicKind::twin, {sandbox.car().vin().text(), "doors"})));
    for (const auto& worker : system.workers())
        REQUIRE(expected.contains(wire::topic(TopicKind::view, {worker})));

    system.broker().kill();
    system.broker().start();
    const Tap stranger(system.broker());
    // As it was last said: a car that is back may have measured something new.
    const auto lies_there = [&](const auto& value) {
        const auto lies = stranger.retained(value.first);
        return !lies.is_null() && lies == system.tap().retained(value.first);
    };
    CHECK(wait_until([&] { return std::all_of(expected.begin(), expected.end(), lies_there); }, kPatience));
    for (const auto& value : expected) {
        CAPTURE(value.first);
        CHECK(lies_there(value));
    }
    CHECK(stranger.undocumented() == std::vector<std::string>{});
}
