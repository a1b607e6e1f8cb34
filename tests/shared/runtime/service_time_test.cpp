#include "shared/runtime/service_time.hpp"

#include <doctest/doctest.h>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/migrations.hpp"

using namespace traction;
using namespace std::chrono_literals;
using runtime::ServiceTime;
using runtime::TimeMode;

namespace {

constexpr Timestamp kMachine{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr Timestamp kSandbox{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1}};

struct Fixture {
    Fixture() { ports::migrate(database, runtime::migrations(), "runtime"); }
    adapters::SqliteDatabase database{":memory:"};
};

wire::clock::Tick tick(Timestamp now, double rate) {
    return {.now = now, .rate = rate, .step = 1, .advancing = false};
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "service time: the wall clock, but never back") {
    ServiceTime time(database, TimeMode::wall);
    CHECK(time.now(kMachine) == kMachine);
    time.save(kMachine);
    CHECK(time.now(kMachine - 1h) == kMachine);
    time.save(kMachine + 10ms);
    CHECK(time.now(kMachine) == kMachine + 10ms);
    CHECK(time.machine_time_of(kMachine + 1h, kMachine + 1s) == kMachine + 1h);
    CHECK(time.machine_time_of(kMachine - 1h, kMachine + 1s) == kMachine + 1s);
}

TEST_CASE_FIXTURE(Fixture,
                  "service time: over a restart it never goes below what was acted upon, to the second") {
    {
        ServiceTime time(database, TimeMode::wall);
        time.save(kMachine + 1h);
    }
    CHECK(ServiceTime(database, TimeMode::wall).now(kMachine) == kMachine + 1h);
}

TEST_CASE_FIXTURE(Fixture, "service time: the sandbox clock runs at its rate from when it was heard") {
    ServiceTime time(database, TimeMode::sandbox);
    CHECK_FALSE(time.now(kMachine).has_value());
    CHECK_FALSE(time.machine_time_of(kSandbox, kMachine).has_value());
    time.hear(tick(kSandbox, 60), kMachine);
    CHECK(time.now(kMachine) == kSandbox);
    CHECK(time.now(kMachine + 1s) == kSandbox + 1min);
    CHECK(time.machine_time_of(kSandbox + 1h, kMachine) == kMachine + 1min);
    time.hear(tick(kSandbox + 1h, 0), kMachine + 2s);
    CHECK(time.now(kMachine + 100h) == kSandbox + 1h);
    CHECK_FALSE(time.machine_time_of(kSandbox + 2h, kMachine + 2s).has_value());
}

TEST_CASE_FIXTURE(Fixture,
                  "service time: an older tick does not turn it back, within a life and over a restart") {
    {
        ServiceTime time(database, TimeMode::sandbox);
        time.hear(tick(kSandbox + 1h, 0), kMachine);
        time.hear(tick(kSandbox, 0), kMachine);
        CHECK(time.now(kMachine) == kSandbox + 1h);
        time.save(kSandbox + 1h);
    }
    ServiceTime again(database, TimeMode::sandbox);
    again.hear(tick(kSandbox, 0), kMachine);
    CHECK(again.now(kMachine) == kSandbox + 1h);
}

TEST_CASE_FIXTURE(Fixture, "service time: it is stored however often the clock ticks") {
    ServiceTime time(database, TimeMode::sandbox);
    for (int i = 0; i < 100; ++i) {
        const auto now = kSandbox + i * 100ms;
        time.hear(tick(now, 0), kMachine);
        time.save(*time.now(kMachine));
    }
    ServiceTime again(database, TimeMode::sandbox);
    again.hear(tick(kSandbox, 0), kMachine);
    CHECK(*again.now(kMachine) >= kSandbox + 9s);
}
