#include <map>
#include <random>

#include <doctest/doctest.h>

#include "tests/vehicle-agent/agent/agent_fixture.hpp"
#include "vehicle-agent/climate/climate_rules.hpp"

namespace traction::agent {
namespace {

using wire::commands::ClimateProgramme;

/// A car whose people do anything at any time, and what they may expect of its climate.
class RestlessCar {
   public:
    explicit RestlessCar(std::uint32_t seed) : dice_(seed) {}

    void live(int minutes) {
        for (int minute = 0; minute < minutes; ++minute) {
            if (draw(0, 9) == 0) do_something();
            t_.agent->advance(1min);
            look();
        }
    }
    int begun() const { return begun_; }

   private:
    int draw(int from, int to) { return std::uniform_int_distribution(from, to)(dice_); }
    CommandOrder order(Act act) { return t_.order(("c" + std::to_string(++orders_)).c_str(), act); }
    bool runs() { return t_.car().climate().mode() != wire::Preconditioning::off; }

    void do_something() {
        switch (draw(0, 7)) {
            case 0:
                return unlocks();
            case 1:
            case 2:
                return t_.by_hand([](vehicle::SimulatedCar& car) { car.doors().lock(); });
            case 3:
                t_.gets(order(Act::precondition_start));
                if (runs()) now_until_ = t_.agent->now() + climate::kNowLasts;
                return;
            case 4:
                return stops();
            case 5:
                return programmes();
            case 6:
                return removes();
            default:
                return draw(0, 1) == 0 ? t_.agent->crash() : t_.process_dies();
        }
    }
    void unlocks() {
        const bool ran = runs();
        t_.by_hand([](vehicle::SimulatedCar& car) { car.doors().unlock(); });
        CHECK(!runs());
        if (ran) note_end();
    }
    void stops() {
        t_.gets(order(Act::precondition_stop));
        CHECK(!runs());
        note_end();
    }
    void note_end() {
        overhang_until_ = t_.agent->now();
        now_until_ = t_.agent->now();
        for (const auto& [slot, programme] : programmes_) {
            if (const auto around = climate::occurrence_at(programme, t_.agent->now()))
                ended_[slot] = around->starts;
        }
    }
    void programmes() {
        const auto soon = Zone::standard().time_of_day(t_.agent->now() + std::chrono::minutes{draw(0, 180)});
        ClimateProgramme programme{.slot = draw(1, 4), .active = draw(0, 4) != 0, .ready_at = soon};
        auto set = order(Act::set_climate_programme);
        set.arguments.climate_programme = programme;
        if (runs()) overhang_until_ = t_.agent->now() + 45min;
        t_.gets(set);
        programmes_[programme.slot] = programme;
        ended_.erase(programme.slot);
    }
    void removes() {
        auto remove = order(Act::remove_climate_programme);
        remove.arguments.slot = draw(1, 4);
        if (runs()) overhang_until_ = t_.agent->now() + 45min;
        t_.gets(remove);
        programmes_.erase(*remove.arguments.slot);
    }

    /// What began under a programme that was replaced or removed meanwhile ends within its three quarters of
    /// an hour.
    bool may_run(Timestamp now) const {
        if (now < now_until_ || now < overhang_until_) return true;
        for (const auto& [slot, programme] : programmes_) {
            const auto around = climate::occurrence_at(programme, now);
            const auto ended = ended_.find(slot);
            if (programme.active && around && (ended == ended_.end() || ended->second != around->starts))
                return true;
        }
        return false;
    }
    void look() {
        const auto now = t_.agent->now();
        if (runs()) {
            CHECK(t_.car().doors().locked());
            CHECK(may_run(now));
        }
        if (runs() && !ran_) ++begun_;
        ran_ = runs();
    }

    AgentTest t_;
    std::mt19937 dice_;
    int orders_ = 0;
    int begun_ = 0;
    bool ran_ = false;
    std::map<int, ClimateProgramme> programmes_;
    std::map<int, Timestamp> ended_;  ///< by slot: the start of the occurrence that was stopped
    Timestamp now_until_{}, overhang_until_{};
};

TEST_CASE("P2, P3: whatever people do, it never runs unlocked, nor without a wish or a programme") {
    int begun = 0;
    for (std::uint32_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        RestlessCar car(seed);
        car.live(2 * 24 * 60);
        begun += car.begun();
    }
    CHECK(begun > 100);
}

}  // namespace
}  // namespace traction::agent
