/// The worker `notifications`, Alice who has a car since an hour ago, and Bob who may get it.
#pragma once

#include <doctest/doctest.h>

#include "cloud/notifications/notifications_worker.hpp"
#include "shared/domain/dates_in_words.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::notifications {

using namespace wire::contracts;
using wire::garage::OwnershipBegan;
using wire::garage::OwnershipEnded;
using wire::notifications::List;
using wire::notifications::MarkRead;
using wire::state::SightGranted;
using wire::state::VehicleHappening;

inline const Vin kCar = Vin::parse("VF1AG000164316834").value();
inline const AccountId kAlice = *AccountId::parse("alice");
inline const AccountId kBob = *AccountId::parse("bob");

struct Fixture {
    test::OneWorker worker{worker_kind(), parse_timestamp("2027-03-01T10:00:00Z").value()};

    Fixture() {
        worker.hears("garage", OwnershipBegan{kCar, 1, kAlice});
        worker.advance(std::chrono::hours{1});
    }
    void happens(const std::string& kind, const std::string& session, Milliseconds ago = {}) {
        worker.hears("state", VehicleHappening{.vin = kCar,
                                               .kind = kind,
                                               .at = worker.now() - ago,
                                               .session = SessionId::parse(session),
                                               .cause = ""});
    }
    void car_moves_to_bob() {
        worker.hears("garage", OwnershipEnded{kCar, 1, kAlice});
        worker.hears("garage", OwnershipBegan{kCar, 2, kBob});
    }
    template <class Event>
    Event of_contract() const {
        return {ContractEvent{.contract = *ContractId::parse("c1"),
                              .vin = kCar,
                              .account = kAlice,
                              .day = Zone::standard().day_of(worker.now()),
                              .period = 1}};
    }
    SightGranted sight(const std::string& grant) const {
        return {.grant = *GrantId::parse(grant),
                .vin = kCar,
                .account = kAlice,
                .period = 1,
                .agent = *StaffName::parse("marie"),
                .purpose = "Breakdown, case 4711",
                .until = worker.now() + std::chrono::hours{1}};
    }
    TeardownBegan teardown() const {
        return {.teardown = *TeardownId::parse("t1"),
                .vin = kCar,
                .period = 1,
                .account = kAlice,
                .reason = EndReason::theft};
    }
    /// Kinds that were published to the account since the last look.
    std::vector<std::string> told(const AccountId& account) {
        std::vector<std::string> kinds;
        for (const auto& json :
             worker.published(wire::topic(wire::TopicKind::notification, {account.text()})))
            kinds.push_back(json.at("kind"));
        return kinds;
    }
    /// Kinds in the account's list.
    std::vector<std::string> kept(const AccountId& account) {
        const auto answer = worker.owner_asks(account.text(), List{});
        std::vector<std::string> kinds;
        for (const auto& json : answer.body.at("notifications")) kinds.push_back(json.at("kind"));
        return kinds;
    }
};

using Kinds = std::vector<std::string>;

}  // namespace traction::notifications
