/// What must hold when the faults are over and everything has come to rest.
#include <algorithm>

#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using namespace std::chrono_literals;
using ports::Statement;
using ports::text;

namespace {

constexpr std::chrono::hours kLongestCalm{72};

}  // namespace

/// All faults off: the system must come to rest by itself, with nothing left in any outbox.
void World::calm_down() {
    const auto give_up = now_ + kLongestCalm;
    // Longer than every deadline that a person gave, so that no command waits any more.
    run_until(now_ + 12h);
    while (!at_rest() && now_ < give_up) run_until(now_ + 10s);
    if (at_rest()) return;
    for (const auto& node : nodes_) {
        if (!node->settled(now_)) watcher_.complain(node->name() + " did not come to rest", now_);
    }
    if (!apps_.settled()) watcher_.complain("somebody was never answered", now_);
}

bool World::at_rest() {
    const auto settled = [&](const auto& node) { return node->settled(now_); };
    return apps_.settled() && std::all_of(nodes_.begin(), nodes_.end(), settled);
}

/// The ledger of V4: each sample that was ever reported is stored once, or was dropped or erased by right,
/// and counted.
void World::check_reports() {
    for (const auto& unreadable : apps_.unreadable())
        watcher_.complain("an answer cannot be read: " + unreadable, now_);
    auto& state = *find("state");
    std::map<std::string, std::int64_t> accounted;
    const auto add = [&](const Statement& row) { accounted[text(row, 0)] += row.integer(1); };
    each_row(state, "SELECT v.vin, count(*) FROM sample s JOIN vehicle v ON v.id = s.vehicle GROUP BY v.vin",
             add);
    each_row(state,
             "SELECT v.vin, d.count FROM dropped d JOIN vehicle v ON v.id = d.vehicle WHERE d.what <> "
             "'unknown_signal'",
             add);
    each_row(state, "SELECT teardown, samples FROM erasure", [&](const Statement& row) {
        const auto teardown = watcher_.teardowns().find(text(row, 0));
        if (teardown != watcher_.teardowns().end()) accounted[teardown->second.vin.text()] += row.integer(1);
    });
    for (const auto& car : cars_) {
        const auto& vin = car.vin.text();
        const auto sent = watcher_.samples_sent(vin);
        if (accounted[vin] == sent) continue;
        watcher_.complain(
            fmt::format("V4: {} samples of {} are accounted for, {} were sent", accounted[vin], vin, sent),
            now_);
    }
    for (const auto& node : nodes_) {
        each_row(*node, "SELECT stream, why, payload FROM unreadable", [&](const Statement& row) {
            watcher_.complain(fmt::format("{} could not read {}: {} {}", node->name(), text(row, 0),
                                          text(row, 1), text(row, 2)),
                              now_);
        });
    }
}

/// K1: every command has exactly one end, the same in the cloud and in the car.
void World::check_commands() {
    std::map<std::string, std::string> in_cloud;
    each_row(*find("commands"), "SELECT id, phase FROM command",
             [&](const Statement& row) { in_cloud[text(row, 0)] = text(row, 1); });
    for (const auto& [id, phase] : in_cloud) {
        if (phase == "done" || phase == "refused" || phase == "expired" || phase == "cancelled") continue;
        watcher_.complain(fmt::format("K1: command {} has no end, it is {}", id, phase), now_);
    }
    for (const auto& car : cars_) {
        each_row(*car.node, "SELECT id, phase FROM command", [&](const Statement& row) {
            const auto cloud = in_cloud.find(text(row, 0));
            if (cloud == in_cloud.end() || cloud->second == text(row, 1)) return;
            watcher_.complain(fmt::format("K1: command {} is {} in the cloud and {} in the car", cloud->first,
                                          cloud->second, text(row, 1)),
                              now_);
        });
    }
}

/// K1: each movement belongs to a command of its own, which was asked for before and whose deadline had not
/// passed.
void World::check_deeds(const Car& car) {
    std::set<std::string> used;
    for (const auto& deed : car.life->diary()) {
        const People::Asked* best = nullptr;
        for (const auto& [id, asked] : people_->commands()) {
            const auto& send = asked.send;
            const bool fits = send.vin == car.vin && send.act == deed.act && asked.at <= deed.at &&
                              deed.at <= *send.deadline;
            if (!fits || used.contains(id)) continue;
            if (best == nullptr || *send.deadline < *best->send.deadline) best = &asked;
        }
        if (best == nullptr) {
            watcher_.complain(
                fmt::format("K1: {} moved at {} without a command", car.vin.text(), to_text(deed.at)), now_);
        } else {
            used.insert(best->send.command.text());
        }
    }
}

/// C2, C5: what the cloud believes of entitlements is what the car holds. A car that nobody has takes no
/// grant (G8), so that a contract may wait there.
void World::check_contracts() {
    std::map<std::string, bool> wanted;
    each_row(*find("contracts"),
             "SELECT id, phase IN ('pending', 'active') AND paired FROM contract WHERE phase NOT IN "
             "('pending', 'active') OR NOT paired OR EXISTS (SELECT 1 FROM ownership_period AS owned WHERE "
             "owned.vin = contract.vin AND owned.ended = 0)",
             [&](const Statement& row) { wanted[text(row, 0)] = row.integer(1) != 0; });
    std::map<std::string, bool> held;
    for (const auto& car : cars_) {
        each_row(*car.node, "SELECT contract, granted FROM entitlement",
                 [&](const Statement& row) { held[text(row, 0)] = row.integer(1) != 0; });
    }
    for (const auto& [contract, granted] : wanted) {
        if (held[contract] == granted) continue;
        watcher_.complain(fmt::format("C5: the car {} contract {}, the cloud wants otherwise",
                                      granted ? "lacks" : "still has", contract),
                          now_);
    }
}

}  // namespace traction::simulation
