/// The garage in a dialogue with people and one car.
#pragma once

#include <doctest/doctest.h>

#include "cloud/garage/garage_worker.hpp"
#include "shared/wire/messages/access.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::garage {

using namespace wire::garage;
using wire::contracts::EndReason;
using wire::contracts::TeardownBegan;
using wire::contracts::TeardownPart;

inline const Vin kCar = Vin::parse("VF1AG000164316834").value();

inline wire::Json period_order(OwnershipPeriod period, bool owned) {
    return PeriodOrder{.period = period, .owned = owned}.json();
}

struct Fixture {
    using Answered = test::OneWorker::Answered;
    test::OneWorker garage{worker_kind(), Timestamp{Milliseconds{1'800'000'000'000}}};

    /// What the car was told of its periods since the last look.
    std::vector<wire::Json> periods() {
        look();
        return std::exchange(periods_, {});
    }
    /// The code that the car shows now.
    std::string code() {
        look();
        return code_;
    }
    /// Adds the car and types the code that it shows.
    Answered pairs(const std::string& account, const Vin& vin = kCar) {
        garage.vehicle_is(vin, true);
        garage.owner_asks(account, Add{vin});
        garage.owner_asks(account, ShowCode{vin});
        return types(account, code(), vin);
    }
    Answered types(const std::string& account, const std::string& code, const Vin& vin = kCar) {
        return garage.owner_asks(account, Pair{.vin = vin, .code = code});
    }
    wire::Json vehicles_of(const std::string& account) {
        return garage.owner_asks(account, List{}).body.at("vehicles");
    }
    std::vector<wire::Json> told_the_broker() { return garage.sent(wire::access_stream("garage")); }

    TeardownBegan teardown(EndReason reason, OwnershipPeriod period = 1) const {
        return {.teardown = *TeardownId::parse("teardown-1"),
                .vin = kCar,
                .period = period,
                .account = *AccountId::parse("alice"),
                .reason = reason};
    }

   private:
    void look() {
        for (const auto& order : garage.sent(wire::order_stream(kCar, "garage"))) {
            if (order.at("kind") == CodeOrder::kKind)
                code_ = order.at("code");
            else
                periods_.push_back(order);
        }
    }
    std::vector<wire::Json> periods_;
    std::string code_;
};

}  // namespace traction::garage
