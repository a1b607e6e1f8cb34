#include "cloud/state/export_store.hpp"

#include <algorithm>

namespace traction::state {

using ports::Statement;

namespace {

constexpr std::size_t kReadAtOnce = 100;

wire::Happening happening_of(const Statement& row) {
    const auto kind = std::find(wire::kHappeningNames.begin(), wire::kHappeningNames.end(), row.text(1));
    check(kind != wire::kHappeningNames.end(), "a stored happening is one of the list");
    wire::Happening happening{.id = *EventId::parse(row.text(0)),
                              .kind = static_cast<wire::HappeningKind>(kind - wire::kHappeningNames.begin()),
                              .at = ports::timestamp(row, 2),
                              .session = {},
                              .cause = {}};
    if (!row.is_null(3)) happening.session = SessionId::parse(row.text(3));
    if (!row.is_null(4)) happening.cause = ports::text(row, 4);
    return happening;
}

}  // namespace

ExportStore::ExportStore(ports::Database& database)
    : after_(database.prepare("SELECT id, kind, at, session, cause FROM happening WHERE vehicle = ?1 AND "
                              "period = ?2 AND (at, id) > (?3, ?4) ORDER BY at, id LIMIT ?5")) {}

bool ExportStore::for_each(VehicleId vehicle, OwnershipPeriod period, const After& after,
                           const std::function<bool(const wire::Happening&)>& visit) {
    auto some = some_after(vehicle, period, after);
    while (!some.empty()) {
        if (!std::all_of(some.begin(), some.end(), visit)) return false;
        some = some_after(vehicle, period, {.at = some.back().at, .id = some.back().id.text()});
    }
    return true;
}

std::vector<wire::Happening> ExportStore::some_after(VehicleId vehicle, OwnershipPeriod period,
                                                     const After& after) {
    std::vector<wire::Happening> some;
    for_each_row(
        *after_, [&](const Statement& row) { some.push_back(happening_of(row)); }, vehicle, period, after.at,
        after.id, static_cast<std::int64_t>(kReadAtOnce));
    return some;
}

}  // namespace traction::state
