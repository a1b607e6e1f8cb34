/// Each charge and each drive that `state` heard the beginning and the end of is kept, once, in the ownership
/// period in which it was. Rules E7, V3, V4.
#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

namespace {

struct Missing {
    const char* what;
    std::string where;
};

}  // namespace

void World::check_history() {
    const Missing kinds[] = {
        {"a charging session",
         "h.kind = 'unplugged' AND EXISTS (SELECT 1 FROM happening b WHERE b.kind = 'plugged' AND b.vehicle "
         "= h.vehicle "
         "AND b.period = h.period AND b.session = h.session AND b.at <= h.at) AND NOT EXISTS (SELECT 1 FROM "
         "charging_session s WHERE s.vehicle = h.vehicle AND s.period = h.period AND s.session = h.session)"},
        {"a journey",
         "h.kind = 'drive_ended' AND EXISTS (SELECT 1 FROM happening b WHERE b.kind = 'drive_started' AND "
         "b.vehicle = "
         "h.vehicle AND b.period = h.period AND b.at <= h.at) AND NOT EXISTS (SELECT 1 FROM journey j WHERE "
         "j.vehicle = "
         "h.vehicle AND j.period = h.period AND h.at BETWEEN j.started_at AND j.ended_at)"}};
    for (const auto& missing : kinds) {
        each_row(*find("state"),
                 fmt::format("SELECT v.vin, h.id FROM happening h JOIN vehicle v ON v.id = h.vehicle WHERE "
                             "h.period > 0 AND {}",
                             missing.where),
                 [&](const auto& row) {
                     watcher_.complain(fmt::format("V3: {} of {} is not kept, which ended with {}",
                                                   missing.what, ports::text(row, 0), ports::text(row, 1)),
                                       now_);
                 });
    }
}

}  // namespace traction::simulation
