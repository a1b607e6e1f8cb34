/// People in the cars make them private, and what must hold of it at the end. Rule D3.
#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using wire::Privacy;

namespace {

constexpr Milliseconds kChosenEvery{30h};
constexpr Milliseconds kPrivateFor{5h};

}  // namespace

/// Most of the time a car is not private. One is made so also while its agent is down or out of coverage.
void World::touch_privacy_switches() {
    later(dice_.about(kChosenEvery), [this] {
        if (town_.resting) return;
        auto& car = cars_[dice_.below(cars_.size())];
        choose_privacy(car, dice_.chance(0.6) ? Privacy::position : Privacy::all);
        const auto then = dice_.chance(0.2) ? Privacy::position : Privacy::none;
        later(dice_.about(kPrivateFor), [this, &car, then] { choose_privacy(car, then); });
        touch_privacy_switches();
    });
}

void World::choose_privacy(Car& car, Privacy privacy) {
    if (cars_off_) return;
    if (const auto at = car.life->choose(privacy, now_))
        watcher_.privacy().chosen(car.vin.text(), {.privacy = privacy, .at = *at});
}

/// What is kept was not private, and each car shows what its switch shows.
void World::check_privacy() {
    auto& state = *find("state");
    each_row(state,
             "SELECT v.vin, s.measured_at, s.latitude_deg IS NOT NULL FROM sample s JOIN vehicle v ON v.id = "
             "s.vehicle",
             [&](const auto& row) {
                 const auto privacy = watcher_.privacy().at(ports::text(row, 0), ports::timestamp(row, 1));
                 const bool with_position = row.integer(2) != 0;
                 if (privacy == Privacy::all || (privacy == Privacy::position && with_position))
                     watcher_.complain(fmt::format("D3: what {} measured at {}, when it was private, is kept",
                                                   ports::text(row, 0), to_text(ports::timestamp(row, 1))),
                                       now_);
             });
    for (const auto& car : cars_) check_shown_privacy(car);
}

/// A car that nobody has shows nothing.
void World::check_shown_privacy(const Car& car) {
    bool owned = false;
    each_row(
        *find("state"), "SELECT 1 FROM ownership_period WHERE vin = ?1 AND ended = 0",
        [&](const auto&) { owned = true; }, car.vin.text());
    if (!owned) return;
    const auto privacy = car.life->privacy();
    for (std::size_t i = 0; i < wire::kAspectNames.size(); ++i) {
        const auto aspect = static_cast<wire::Aspect>(i);
        const auto shown = broker_.retained().find(
            wire::topic(wire::TopicKind::twin, {car.vin.text(), wire::kAspectNames[i]}));
        const bool is_shown = shown != broker_.retained().end() && !shown->second.empty();
        if (is_shown && wire::hides(privacy, aspect))
            watcher_.complain(
                fmt::format("D3: {} of {} is shown, which is private", wire::kAspectNames[i], car.vin.text()),
                now_);
        if (aspect == wire::Aspect::privacy && is_shown != (privacy != Privacy::none))
            watcher_.complain(
                fmt::format("D3: {} {} shown as private", car.vin.text(), is_shown ? "is wrongly" : "is not"),
                now_);
    }
}

}  // namespace traction::simulation
