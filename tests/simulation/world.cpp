#include "tests/simulation/world.hpp"

#include <algorithm>

#include "cloud/process/all_workers.hpp"
#include "vehicle-agent/agent/vehicle_agent.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;

namespace {

const std::vector<std::string> kVins{"VR3UHZKXZLT000001", "VR7BCZKXCME000002", "VF1AAAAA5KT000003"};
constexpr std::chrono::days kYearSwitchedOff{400};
constexpr int kWhoStay = 3;

/// Days on which calendars are interesting: leap days, month ends, clock changes.
Timestamp first_day(Dice& dice) {
    using namespace std::chrono;
    static const std::vector<sys_days> starts{
        2027y / January / 30, 2027y / February / 27,  2028y / January / 28, 2028y / February / 26,
        2027y / March / 20,   2027y / September / 28, 2027y / December / 20};
    return Timestamp{dice.one_of(starts)} + dice.between(0h, 24h);
}

}  // namespace

World::World(std::uint64_t seed)
    : seed_(seed),
      randomness_(seed),
      dice_(randomness_),
      now_(first_day(dice_)),
      broker_(randomness_),
      watcher_([this](const auto& process, const auto& stream, auto epoch) {
          return applied(process, stream, epoch);
      }) {
    broker_.set_tap([this](const std::string& from, const ports::Publication& publication) {
        watcher_.see(from, publication, now_);
    });
    watcher_.set_contract_over([this](const auto& over) { on_contract_over(over); });
    for (auto& kind : cloud::all_workers({.time = runtime::TimeMode::wall,
                      .start = now_,
                      .post = mailbox_.post(),
                      .accounts = {&passwords_, &tokens_, "https://traction.example"},
                      .provider = test::provider_with(provider_),
                      .cameras = open_cameras})) {
        nodes_.push_back(std::make_unique<Node>(std::move(kind), broker_, randomness_.next()));
    }
    for (const auto& vin : kVins) add_car(vin, now_);
    settle_people();
    draw_chaos();
}

void World::add_car(const std::string& vin_text, Timestamp born) {
    const auto vin = *Vin::parse(vin_text);
    const auto life = std::make_shared<RecordedLife>(
        vin, vehicle::SimulatedCarSettings{.seed = randomness_.next(), .born = born});
    life->set_warned([this, vin](const Warning& warning) { on_warned(vin, warning); });
    nodes_.push_back(std::make_unique<Node>(agent::worker_kind(vin, life), broker_, randomness_.next()));
    cars_.push_back({.vin = vin, .life = life, .node = nodes_.back().get()});
}

std::string World::screen_of(const Vin& vin) {
    const auto car =
        std::find_if(cars_.begin(), cars_.end(), [&](const Car& each) { return each.vin == vin; });
    return car->life->screen_text();
}

/// Each world has its own weather: some lose much, some crash often, some are calm.
void World::draw_chaos() {
    static const std::vector<double> losses{0, 0.001, 0.02, 0.1};
    static const std::vector<double> crashes{0, 0.0002, 0.002};
    static const std::vector<Milliseconds> every{2h, 12h, 72h};
    broker_.set_faults({.loss = dice_.one_of(losses),
                        .repetition = dice_.one_of(losses),
                        .longest_delay = dice_.between(1ms, 3s)});
    chaos_.crash_in_step = dice_.one_of(crashes);
    chaos_.outage_every = dice_.one_of(every);
    chaos_.amnesia_every = dice_.one_of(every) * 2;
    chaos_.tunnel_every = dice_.one_of(every);
    chaos_.next_outage = now_ + dice_.about(chaos_.outage_every);
    chaos_.next_amnesia = now_ + dice_.about(chaos_.amnesia_every);
    chaos_.next_tunnel = now_ + dice_.about(chaos_.tunnel_every);
}

/// A year of the same weather would teach nothing more than its first days.
void World::make_chaos_rare() {
    for (auto* every : {&chaos_.outage_every, &chaos_.amnesia_every, &chaos_.tunnel_every}) *every *= 40;
}

Outcome World::live(int days) {
    for (auto& node : nodes_) node->start(now_);
    people_->begin(now_);
    strangers_->arrive(kWhoStay);
    disturb_mail();
    run_until(now_ + std::chrono::days{days});
    town_.resting = true;
    switch_cars(false);
    make_chaos_rare();
    run_until(now_ + kYearSwitchedOff);
    chaos_.on = false;
    broker_.set_faults({});
    switch_cars(true);
    calm_down();
    check_reports();
    check_commands();
    for (const auto& car : cars_) check_deeds(car);
    check_contracts();
    check_teardowns();
    check_accounts();
    check_mails();
    check_garages();
    check_money();
    check_danger_zones();
    Outcome outcome{.violations = watcher_.violations(),
                    .trace = watcher_.trace(),
                    .publications = watcher_.publications(),
                    .steps = 0,
                    .crashes = crashes_,
                    .asks = apps_.asked(),
                    .orders = static_cast<std::int64_t>(watcher_.money().orders()),
                    .due = static_cast<std::int64_t>(watcher_.money().due().size()),
                    .paid = static_cast<std::int64_t>(watcher_.money().paid().size()),
                    .warnings = warnings_};
    for (const auto& node : nodes_) outcome.steps += node->steps();
    return outcome;
}

std::optional<Timestamp> World::next_moment() {
    std::optional<Timestamp> next;
    const auto want = [&](std::optional<Timestamp> at) {
        if (at) next = next ? std::min(*next, *at) : *at;
    };
    want(broker_.next_delivery());
    want(next_act_of_people());
    if (!deeds_.empty()) want(deeds_.begin()->first);
    for (const auto& node : nodes_) want(node->has_arrivals() ? now_ : node->wake_at());
    if (chaos_.on) {
        want(chaos_.next_outage);
        want(chaos_.next_amnesia);
        want(chaos_.next_tunnel);
    }
    return next;
}

void World::run_until(Timestamp end) {
    while (true) {
        const auto next = next_moment();
        if (!next || *next > end) break;
        now_ = std::max(now_, *next);
        broker_.deliver_due(now_);
        while (!deeds_.empty() && deeds_.begin()->first <= now_) {
            const auto deed = std::move(deeds_.begin()->second);
            deeds_.erase(deeds_.begin());
            deed();
        }
        if (chaos_.on) run_chaos();
        let_people_act();
        step_nodes();
    }
    now_ = std::max(now_, end);
}

void World::step_nodes() {
    for (const auto& node : nodes_) {
        if (!node->running()) continue;
        const auto wake = node->wake_at();
        if (!node->has_arrivals() && (!wake || *wake > now_)) continue;
        const auto point = crash_point();
        node->step(now_, point);
        if (point == CrashPoint::none) continue;
        ++crashes_;
        later(dice_.about(30s), [this, crashed = node.get()] { revive(*crashed); });
    }
}

CrashPoint World::crash_point() {
    if (!chaos_.on || !dice_.chance(chaos_.crash_in_step)) return CrashPoint::none;
    return dice_.chance(0.5) ? CrashPoint::before_commit : CrashPoint::after_commit;
}

void World::later(Milliseconds delay, std::function<void()> deed) {
    deeds_.emplace(now_ + delay, std::move(deed));
}

void World::run_chaos() {
    if (chaos_.next_outage <= now_) {
        chaos_.next_outage = now_ + dice_.about(chaos_.outage_every);
        crash_somebody();
    }
    if (chaos_.next_amnesia <= now_) {
        chaos_.next_amnesia = now_ + dice_.about(chaos_.amnesia_every);
        forget_everything();
    }
    if (chaos_.next_tunnel <= now_) {
        chaos_.next_tunnel = now_ + dice_.about(chaos_.tunnel_every);
        enter_tunnel();
    }
}

/// A car that is switched off stays off.
void World::revive(Node& node) {
    if (node.running() || (cars_off_ && node.is_vehicle())) return;
    node.start(now_);
}

void World::crash_somebody() {
    auto* node = nodes_[dice_.below(nodes_.size())].get();
    if (!node->running()) return;
    ++crashes_;
    node->crash(now_);
    later(dice_.about(5min), [this, node] { revive(*node); });
}

/// `kill -9` of the broker: everybody loses the connection, and comes back to an empty one.
void World::forget_everything() {
    broker_.forget_everything();
    for (auto& node : nodes_) {
        node->lose_connection(now_, /*broker_is_gone=*/true);
        later(dice_.about(5s), [this, back = node.get()] { back->connect(now_); });
    }
    later(dice_.about(5s), [this] { reconnect_people(); });
}

void World::enter_tunnel() {
    auto& car = cars_[dice_.below(cars_.size())];
    if (car.in_tunnel) return;
    car.in_tunnel = true;
    car.node->lose_connection(now_);
    const auto long_one = dice_.chance(0.2);
    later(dice_.about(long_one ? Milliseconds{20h} : Milliseconds{10min}), [this, &car] {
        car.in_tunnel = false;
        car.node->connect(now_);
    });
}

void World::switch_cars(bool on) {
    cars_off_ = !on;
    for (auto& car : cars_) {
        car.in_tunnel = !on;
        on ? car.node->start(now_) : car.node->crash(now_);
    }
}

Node* World::find(const std::string& name) {
    const auto found =
        std::find_if(nodes_.begin(), nodes_.end(), [&](const auto& node) { return node->name() == name; });
    return found == nodes_.end() ? nullptr : found->get();
}

wire::Number World::applied(const std::string& process, const std::string& stream, wire::Epoch epoch) {
    auto* node = find(process);
    return node == nullptr ? 0 : node->applied(stream, epoch);
}

}  // namespace traction::simulation
