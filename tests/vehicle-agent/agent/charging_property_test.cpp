#include <map>
#include <random>

#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"

namespace traction::agent {
namespace {

using wire::commands::ChargingProgramme;

/// A car whose people plug, unplug, programme and change their minds at any time, on a weak grid, and what
/// they may expect of its charge port.
class RestlessCharge {
   public:
    explicit RestlessCharge(std::uint32_t seed) : dice_(seed) {}

    void live(int steps) {
        for (int step = 0; step < steps; ++step) {
            if (draw(0, 3) == 0) do_something();
            t_.agent->advance(std::chrono::minutes{draw(1, 20)});
            look();
        }
        unplugs();
        read_reports();
        check_sessions();
    }
    int sessions() const { return static_cast<int>(ends_.size()); }

   private:
    int draw(int from, int to) { return std::uniform_int_distribution(from, to)(dice_); }
    CommandOrder order(Act act) { return t_.order(("c" + std::to_string(++orders_)).c_str(), act); }
    vehicle::ChargePort& port() { return t_.car().charge_port(); }

    void do_something() {
        switch (draw(0, 11)) {
            case 0:
            case 1:
                if (port().plugged()) return;
                return t_.by_hand([rapid = draw(0, 3) == 0](vehicle::SimulatedCar& car) {
                    car.plug_in(rapid ? vehicle::ChargePoint{vehicle::Current::direct, 50'000}
                                      : vehicle::ChargePoint{vehicle::Current::alternating, 7400});
                });
            case 2:
                forces_ = false;
                return unplugs();
            case 3:
                return t_.by_hand(
                    [cut = draw(0, 1) == 0](vehicle::SimulatedCar& car) { car.cut_power(cut); });
            case 4:
                return t_.by_hand([percent = draw(10, 60)](vehicle::SimulatedCar& car) {
                    car.set_state_of_charge(percent);
                });
            case 5:
            case 6:
                return programmes();
            case 7:
                return pauses();
            case 8: {
                auto limit = order(Act::set_charge_limit);
                limit.arguments.limit_percent = limit_ = draw(50, 100);
                return t_.gets(limit);
            }
            case 9:
                t_.gets(order(Act::charge_now));
                forces_ = t_.says().back().ends_with("done");
                return;
            case 10:
                t_.gets(order(Act::postpone_charge));
                if (t_.says().back().ends_with("done")) forces_ = false;
                return;
            default:
                return t_.agent->crash();
        }
    }
    void unplugs() {
        if (port().plugged()) t_.by_hand([](vehicle::SimulatedCar& car) { car.unplug(); });
    }
    void programmes() {
        auto set = order(Act::set_charging_programme);
        set.arguments.programme = ChargingProgramme{
            .slot = draw(1, 4), .active = draw(0, 3) != 0, .start = std::chrono::minutes{draw(0, 1439)}};
        if (draw(0, 1) == 0) set.arguments.programme->end = std::chrono::minutes{draw(0, 1439)};
        t_.gets(set);
        programmes_[set.arguments.programme->slot] = *set.arguments.programme;
        forces_ = false;
    }
    void pauses() {
        auto pause = order(Act::pause_charging);
        if (draw(0, 2) != 0) pause.arguments.paused_until = t_.agent->now() + std::chrono::hours{draw(1, 40)};
        t_.gets(pause);
        paused_until_ = pause.arguments.paused_until.value_or(kEarliest);
        forces_ = false;
    }
    bool programmed() const {
        return std::any_of(programmes_.begin(), programmes_.end(),
                           [](const auto& entry) { return entry.second.active; });
    }

    void look() {
        read_reports();
        if (!port().charging()) return;
        CHECK(port().plugged());
        // A limit that is set below what the battery has stops the charge with the next look of the car.
        CHECK(t_.car().battery().state_of_charge_percent() <= std::max<double>(limit_, 60) + 1);
        if (programmed() && !forces_) CHECK(t_.agent->now() >= paused_until_);
    }
    void read_reports() {
        for (const auto& happening : t_.reports().happenings) {
            if (!happening.session) continue;
            if (happening.kind == wire::HappeningKind::plugged) begun_[happening.session->text()]++;
            if (happening.kind == wire::HappeningKind::unplugged) ends_[happening.session->text()]++;
        }
    }
    /// Every session has one beginning and one end.
    void check_sessions() const {
        CHECK(begun_ == ends_);
        for (const auto& [session, count] : ends_) CHECK(count == 1);
    }

    AgentTest t_;
    std::mt19937 dice_;
    int orders_ = 0;
    int limit_ = 100;
    bool forces_ = false;  ///< charge now holds in this session
    Timestamp paused_until_ = kEarliest;
    std::map<int, ChargingProgramme> programmes_;
    std::map<std::string, int> begun_, ends_;
};

TEST_CASE(
    "E2, E4, E6: whatever people do, no charge in a pause or above the limit, and each session ends once") {
    int sessions = 0;
    for (std::uint32_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        RestlessCharge charge(seed);
        charge.live(600);
        sessions += charge.sessions();
    }
    CHECK(sessions > 50);
}

}  // namespace
}  // namespace traction::agent
