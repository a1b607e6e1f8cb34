#include "cloud/notifications/notifications_rules.hpp"

#include <doctest/doctest.h>

namespace traction::notifications {
namespace {

using wire::contracts::ContractEvent;
using wire::contracts::EndReason;
using wire::contracts::RenewalReminder;
using wire::contracts::TeardownDone;
using wire::state::VehicleHappening;

const Vin kCar = Vin::parse("VF1AG000164316834").value();
const AccountId kAlice = *AccountId::parse("alice");

Timestamp at(std::string_view text) {
    return parse_timestamp(text).value();
}
VehicleHappening happening(std::string kind, std::string cause = "", std::string session = "s1") {
    return {.vin = kCar,
            .kind = std::move(kind),
            .at = at("2026-11-22T06:15:00Z"),
            .session = SessionId::parse(session),
            .cause = std::move(cause)};
}
ContractEvent contract_event(std::string_view day = "2027-03-01") {
    return {.contract = *ContractId::parse("c1"),
            .vin = kCar,
            .account = kAlice,
            .day = parse_local_day(day).value()};
}

}  // namespace

TEST_CASE("E4: what of a car its owner is told, with time and cause") {
    struct Row {
        const char* kind;
        const char* cause;
        std::string_view text;  ///< empty: nobody is told
    };
    const std::vector<Row> rows{
        {"charge_complete", "full",
         "Your car VF1AG000164316834 finished charging on Sunday 22 November 2026 at 07:15: the battery is "
         "full."},
        {"charge_complete", "limit_reached",
         "Your car VF1AG000164316834 finished charging on Sunday 22 November 2026 at 07:15: your charge "
         "limit is reached."},
        {"charge_complete", "",
         "Your car VF1AG000164316834 finished charging on Sunday 22 November 2026 at 07:15: the battery is "
         "full."},
        {"rapid_charge_80", "",
         "Your car VF1AG000164316834 reached 80 % at a rapid charge point on Sunday 22 November 2026 at "
         "07:15. Charging goes on more slowly."},
        {"charging_fault", "power_cut",
         "Your car VF1AG000164316834 stopped charging on Sunday 22 November 2026 at 07:15: the power was "
         "cut."},
        {"charging_fault", "unplugged",
         "Your car VF1AG000164316834 stopped charging on Sunday 22 November 2026 at 07:15: it was "
         "unplugged."},
        {"charging_fault", "gremlins",
         "Your car VF1AG000164316834 stopped charging on Sunday 22 November 2026 at 07:15: the car reported "
         "a fault."},
        {"charge_not_started", "power_cut",
         "Your car VF1AG000164316834 did not start charging as programmed, on Sunday 22 November 2026 at "
         "07:15, "
         "though it is plugged in: the charge point has no power."},
        {"charge_not_started", "gremlins",
         "Your car VF1AG000164316834 did not start charging as programmed, on Sunday 22 November 2026 at "
         "07:15, "
         "though it is plugged in: the car does not know why."},
        {"charge_will_be_late", "too_slow",
         "Your car VF1AG000164316834 will not be charged as far as you programmed: the charge point is too "
         "slow, "
         "as was seen on Sunday 22 November 2026 at 07:15."},
        {"charging_stopped", "asked", ""},
        {"drive_started", "", ""},
        {"contract_ended", "", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.kind);
        CAPTURE(row.cause);
        const auto notice = notice_of(happening(row.kind, row.cause), {});
        CHECK((notice ? notice->text : "") == row.text);
    }
}

TEST_CASE("E4: one cause per charging session and kind") {
    const auto cause = [](const VehicleHappening& of) { return notice_of(of, {})->cause; };
    auto later = happening("charging_fault", "power_cut");
    later.at += std::chrono::hours{1};
    CHECK(cause(happening("charging_fault", "unplugged")) == cause(later));
    CHECK(cause(happening("charging_fault")) != cause(happening("charge_complete")));
    CHECK(cause(happening("charging_fault")) != cause(happening("charging_fault", "", "s2")));
    auto not_started = happening("charge_not_started");
    not_started.at += std::chrono::hours{24};
    CHECK(cause(happening("charge_not_started")) == cause(happening("charge_not_started")));
    CHECK(cause(happening("charge_not_started")) != cause(not_started));  // of another run
    later.session.reset();
    CHECK(cause(later) != cause(happening("charging_fault")));
}

TEST_CASE("C1, C3: days are told in words, local to the contract") {
    // 23:00 UTC on New Year's Eve is the new year in Paris.
    const auto midnight = at("2027-12-31T23:00:00Z");
    const auto new_year = contract_event("2028-01-01");
    const auto anniversary = notice_of(Kind::anniversary_reached, new_year, midnight, {});
    CHECK(anniversary.text ==
          "Today, Saturday 1 January 2028, is the last day of a contract of your car VF1AG000164316834. It "
          "can be renewed until midnight.");
    const auto reminder = [&](int days_left) {
        return notice_of(RenewalReminder{.of = new_year, .days_left = days_left}, midnight, {}).text;
    };
    CHECK(reminder(30) ==
          "A contract of your car VF1AG000164316834 ends in 30 days, on Monday 31 January 2028. It can be "
          "renewed on that day only.");
    CHECK(reminder(1) ==
          "A contract of your car VF1AG000164316834 ends tomorrow, on Sunday 2 January 2028. It can be "
          "renewed on that day only.");
}

TEST_CASE("C3, B2: what can come again is told each time, the rest once per contract") {
    const auto now = at("2027-03-01T10:00:00Z");
    for (const auto& row : kKinds) {
        if (row.subject != Subject::contract || row.kind == Kind::renewal_reminder) continue;
        CAPTURE(name_of(row.kind));
        const auto first = notice_of(row.kind, contract_event(), now, {});
        const auto again = notice_of(row.kind, contract_event(), now + std::chrono::hours{1}, {});
        const auto next_term =
            notice_of(row.kind, contract_event("2028-03-01"), now + std::chrono::days{366}, {});
        CHECK(first.cause == again.cause);
        const bool again_and_again =
            row.kind == Kind::anniversary_reached || row.kind == Kind::contract_renewed ||
            row.kind == Kind::contract_extended || row.kind == Kind::contract_suspended ||
            row.kind == Kind::contract_resumed;
        CHECK((first.cause != next_term.cause) == again_and_again);
        CHECK(first.contract == ContractId::parse("c1"));
        CHECK(first.text.find(kCar.text()) != std::string::npos);
    }
}

TEST_CASE("N1: every kind is told in the language of who is told") {
    const Listener reader{.language = Language::french};
    const auto now = at("2027-03-01T10:00:00Z");
    CHECK(notice_of(happening("charging_fault", "power_cut"), reader)->text ==
          "La charge de votre voiture VF1AG000164316834 s’est arrêtée le dimanche 22 novembre 2026 à 7 h 15"
          "\u00a0: le courant a été coupé.");
    CHECK(notice_of(RenewalReminder{.of = contract_event(), .days_left = 1}, now, reader).text ==
          "Un contrat de votre voiture VF1AG000164316834 se termine demain, le mardi 2 mars 2027. Il ne peut "
          "être renouvelé que ce jour-là.");
    for (const auto& row : kKinds) {
        if (row.subject != Subject::contract || row.kind == Kind::renewal_reminder) continue;
        CAPTURE(name_of(row.kind));
        const auto french = notice_of(row.kind, contract_event(), now, reader).text;
        CHECK(french.find(kCar.text()) != std::string::npos);
        CHECK(french != notice_of(row.kind, contract_event(), now, {}).text);
    }
}

TEST_CASE("C7: the last word says why, and what it means") {
    const auto notice = notice_of(
        TeardownDone{
            .teardown = *TeardownId::parse("t1"), .vin = kCar, .account = kAlice, .reason = EndReason::theft},
        at("2027-03-01T10:00:00Z"), {});
    CHECK(notice.text ==
          "Because of theft, the contracts of the car VF1AG000164316834 have ended, you no longer see or "
          "control it, and its data is erased. "
          "If you did not expect this, call +33 1 70 00 00 00.");
    CHECK(row_of(notice.kind).subject == Subject::security);
}

}  // namespace traction::notifications
