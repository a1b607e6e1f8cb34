/// What the tests of `state` share: a car that reports, and the worker that hears it.
#pragma once

#include "cloud/state/state_worker.hpp"
#include "shared/wire/report.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

inline const Timestamp kNoon = *parse_timestamp("2026-03-02T12:00:00Z");
inline const Vin kVin = *Vin::parse("VF1AG000X64744520");
inline const AccountId kAnna = *AccountId::parse("anna");
inline const AccountId kBen = *AccountId::parse("ben");

inline wire::Sample sample(Timestamp at, std::initializer_list<std::pair<wire::Signal, double>> values) {
    wire::Sample made;
    made.measured_at = at;
    for (const auto& [signal, value] : values) made.set(signal, value);
    return made;
}

inline wire::Sample soc(Timestamp at, double percent) {
    return sample(at, {{wire::Signal::soc_percent, percent}});
}

/// Where Anna's app sees the car while it watches.
inline const std::string kViewTopic = wire::topic(wire::TopicKind::vehicle_view, {"anna", kVin.text()});

class Conversation : public OneWorker {
   public:
    explicit Conversation(state::Options options = {}) : OneWorker(state::worker_kind(options), kNoon) {}

    void car_reports(const wire::Report& report, const Vin& vin = kVin) {
        receives(wire::report_stream(vin), wire::write_report(report));
    }
    void car_reports(std::vector<wire::Sample> samples, const Vin& vin = kVin) {
        car_reports(wire::Report{.samples = std::move(samples), .happenings = {}}, vin);
    }
    void ownership_begins(const AccountId& account, OwnershipPeriod period) {
        hears("garage", wire::garage::OwnershipBegan{.vin = kVin, .period = period, .account = account});
    }
    /// Garage's event comes now, and tells of a beginning before.
    void hears_of_owner_since(Timestamp began) {
        const wire::garage::OwnershipBegan event{.vin = kVin, .period = 1, .account = kAnna};
        const wire::Event wrapped{.id = *EventId::parse("began-late"),
                                  .type = std::string(event.kType),
                                  .at = began,
                                  .data = event.json()};
        receives(wire::event_stream("garage"), wire::write_event("garage", wrapped));
    }
    void ownership_ends(const AccountId& account, OwnershipPeriod period,
                        wire::garage::PeriodEnd reason = wire::garage::PeriodEnd::moved) {
        hears("garage", wire::garage::OwnershipEnded{
                            .vin = kVin, .period = period, .account = account, .reason = reason});
    }
    /// An hour later Anna's car is Ben's.
    void sold_to_ben() {
        advance(std::chrono::hours{1});
        ownership_ends(kAnna, 1);
        ownership_begins(kBen, 2);
    }
    void teardown_begins(const AccountId& account, OwnershipPeriod period) {
        hears("contracts", wire::contracts::TeardownBegan{.teardown = *TeardownId::parse("teardown-1"),
                                                          .vin = kVin,
                                                          .period = period,
                                                          .account = account,
                                                          .reason = {}});
    }

    /// One value of a retained aspect as it was shown last, or null.
    wire::Json shown(wire::Aspect aspect, const std::string& signal) {
        const auto name = wire::kAspectNames[static_cast<std::size_t>(aspect)];
        const auto seen = published(wire::topic(wire::TopicKind::twin, {kVin.text(), name}));
        return seen.empty() ? wire::Json()
                            : seen.back().value(signal, wire::Json::object()).value("value", wire::Json());
    }
    wire::Json twin_seen_by(const AccountId& account) {
        return owner_asks(account.text(), wire::state::Show{kVin}).body.value("state", wire::Json());
    }
    std::int64_t count(const std::string& sql) {
        return ports::first_row(*database().prepare(sql),
                                [](const ports::Statement& row) { return row.integer(0); })
            .value_or(0);
    }
    std::int64_t rows(const std::string& table) { return count("SELECT count(*) FROM " + table); }
};

}  // namespace traction::test
