#include "vehicle-agent/reports/report_packer.hpp"

#include <doctest/doctest.h>

#include "vehicle-agent/reports/happening_words.hpp"
#include "vehicle-agent/reports/sampling_rules.hpp"

namespace traction::reports {
namespace {

using namespace std::chrono_literals;
const Timestamp kNow = parse_timestamp("2026-03-10T20:00:00Z").value();

wire::Sample sample_of(int values, Timestamp at) {
    wire::Sample sample;
    sample.measured_at = at;
    for (int i = 0; i < values; ++i) sample.set(static_cast<wire::Signal>(i), 1);
    return sample;
}

TEST_CASE("V4: a report goes when it is full, old, or something happened") {
    ReportPacker packer({.most_values = 90, .longest_wait = 60s});
    CHECK(!packer.ready(kNow));
    packer.add(sample_of(30, kNow));
    packer.add(sample_of(30, kNow + 10s));
    CHECK(!packer.ready(kNow + 10s));
    CHECK(packer.ready(kNow + 60s));
    packer.add(sample_of(30, kNow + 20s));
    CHECK(packer.ready(kNow + 20s));
    CHECK(packer.take().samples.size() == 3);
    CHECK(packer.empty());

    packer.add(gap(*Vin::parse("VR3UHZKXZL1234567"), kNow, "outbox_full"));
    CHECK(packer.ready(kNow));
}

TEST_CASE("V4: a report that was begun before a restart goes on") {
    ReportPacker packer({.most_values = 90, .longest_wait = 60s});
    wire::Report begun;
    begun.samples = {sample_of(30, kNow), sample_of(30, kNow + 10s)};
    packer.resume(begun);
    CHECK(packer.ready_at() == kNow + 60s);
    packer.add(sample_of(30, kNow + 20s));
    CHECK(packer.ready(kNow + 20s));
}

TEST_CASE("D3: a sample of which nothing may be told makes no report") {
    ReportPacker packer({});
    packer.add(wire::Sample{});
    CHECK(packer.empty());
    CHECK(!packer.ready_at());
}

TEST_CASE("E4: what the cloud is told of the car's diary") {
    using vehicle::Cause;
    using Inside = vehicle::HappeningKind;
    using Told = wire::HappeningKind;
    struct Row {
        Inside kind;
        Cause cause;
        std::optional<Told> told;
    };
    const Row rows[] = {
        {Inside::plugged, Cause::none, Told::plugged},
        {Inside::unplugged, Cause::full, Told::unplugged},
        {Inside::charging_started, Cause::none, Told::charging_started},
        {Inside::charging_stopped, Cause::asked, Told::charging_stopped},
        {Inside::charging_stopped, Cause::full, std::nullopt},
        {Inside::charging_stopped, Cause::power_cut, std::nullopt},
        {Inside::charging_stopped, Cause::unplugged, Told::charging_fault},
        {Inside::charge_complete, Cause::limit_reached, Told::charge_complete},
        {Inside::rapid_charge_80, Cause::none, Told::rapid_charge_80},
        {Inside::power_cut, Cause::power_cut, Told::charging_fault},
        {Inside::charge_point_error, Cause::charge_point_error, Told::charging_fault},
        {Inside::drive_started, Cause::none, Told::drive_started},
        {Inside::drive_ended, Cause::arrived, Told::drive_ended},
        {Inside::preconditioning_started, Cause::none, std::nullopt},
        {Inside::locked, Cause::none, std::nullopt},
    };
    const auto vin = *Vin::parse("VR3UHZKXZL1234567");
    for (const auto& row : rows) {
        CAPTURE(vehicle::name_of(row.kind));
        const vehicle::Happening happening{.kind = row.kind, .at = kNow, .cause = row.cause};
        const auto heard = told(happening, vin);
        CHECK((heard ? std::optional(heard->kind) : std::nullopt) == row.told);
    }
}

TEST_CASE("E4: an id is the same when it is told again, and by session for what a session tells once") {
    const auto vin = *Vin::parse("VR3UHZKXZL1234567");
    vehicle::Happening happening{.kind = vehicle::HappeningKind::charge_point_error,
                                 .at = kNow,
                                 .session = *SessionId::parse("VR3UHZKXZL1234567-20260310T200000000Z"),
                                 .cause = vehicle::Cause::charge_point_error};
    const auto first = told(happening, vin)->id;
    happening.at += 1h;
    CHECK(told(happening, vin)->id == first);
    happening.kind = vehicle::HappeningKind::charging_started;
    const auto started = told(happening, vin)->id;
    happening.at += 1h;
    CHECK(told(happening, vin)->id != started);
}

TEST_CASE("V1: how often a car is measured") {
    const Cadence cadence;
    auto sample = sample_of(0, kNow);
    CHECK(until_next(sample, cadence) == 1h);
    sample.set(wire::Signal::preconditioning, 1);
    CHECK(until_next(sample, cadence) == 1min);
    sample.set(wire::Signal::charging_power_w, 7000);
    CHECK(until_next(sample, cadence) == 1min);
    sample.set(wire::Signal::ready_to_drive, 1);
    CHECK(until_next(sample, cadence) == 10s);
}

}  // namespace
}  // namespace traction::reports
