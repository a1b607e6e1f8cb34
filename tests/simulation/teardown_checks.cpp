/// After a teardown no database holds a row of the ended ownership period, but for what says that it was.
/// Looked up table by table, in whatever tables there are. Rules C7, H3.
#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using ports::text;

namespace {

/// Where a row of an ended period may stand: who had the car when, so that nothing of it is taken for a later
/// one's; the contract, which the law keeps; the teardown, and how much it erased.
const std::set<std::string> kPeriodsStay{"ownership_period", "vehicle_period", "contract", "teardown",
                                         "erased_period"};

/// A table whose rows belong to an ownership period of a car, and how it names the car.
struct PeriodTable {
    std::string name;
    bool by_number = false;  ///< of the table `vehicle`
};

std::vector<PeriodTable> period_tables(Node& node) {
    std::vector<PeriodTable> tables;
    each_row(
        node,
        "SELECT t.name, max(c.name = 'vehicle') FROM pragma_table_list AS t JOIN "
        "pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.name IN ('period', 'vin', 'vehicle') "
        "GROUP BY t.name HAVING max(c.name = 'period') AND count(*) > 1",
        [&](const auto& row) {
            tables.push_back({text(row, 0), row.integer(1) != 0});
        });
    return tables;
}

/// A twin that shows nothing is no data: its row says which period comes next.
std::int64_t rows_of(Node& node, const PeriodTable& table, const wire::contracts::TeardownBegan& ended) {
    const auto* car = table.by_number ? "vehicle = (SELECT id FROM vehicle WHERE vin = ?1)" : "vin = ?1";
    const auto* shows = table.name == "twin" ? " AND state <> '{}'" : "";
    std::int64_t rows = 0;
    each_row(
        node, fmt::format("SELECT count(*) FROM \"{}\" WHERE period = ?2 AND {}{}", table.name, car, shows),
        [&](const auto& row) { rows = row.integer(0); }, ended.vin.text(), ended.period);
    return rows;
}

/// The highest ownership period that the car ever had.
OwnershipPeriod latest_period(Node& garage, const Vin& vin) {
    OwnershipPeriod latest = 0;
    each_row(
        garage, "SELECT max(period) FROM ownership_period WHERE vin = ?1",
        [&](const auto& row) { latest = static_cast<OwnershipPeriod>(row.integer(0)); }, vin.text());
    return latest;
}

}  // namespace

/// What a car without an owner shows is retained nowhere.
void World::check_retained_after(const wire::contracts::TeardownBegan& ended) {
    if (latest_period(*find("garage"), ended.vin) != ended.period) return;
    for (const auto& [topic, payload] : broker_.retained()) {
        const auto parsed = wire::parse_topic(topic);
        if (parsed && parsed->kind == wire::TopicKind::twin && parsed->parts[0] == ended.vin.text())
            watcher_.complain(fmt::format("C7: {} still shows what was torn down", topic), now_);
    }
}

void World::check_teardowns() {
    for (const auto& [id, ended] : watcher_.teardowns()) check_retained_after(ended);
    for (const auto& node : nodes_) {
        for (const auto& table : period_tables(*node)) {
            if (kPeriodsStay.contains(table.name)) continue;
            for (const auto& [id, ended] : watcher_.teardowns()) {
                const auto rows = rows_of(*node, table, ended);
                if (rows > 0)
                    watcher_.complain(
                        fmt::format("C7: {} holds {} rows of period {} of {}, which was torn down, in {}",
                                    node->name(), rows, ended.period, ended.vin.text(), table.name),
                        now_);
            }
        }
    }
}

}  // namespace traction::simulation
