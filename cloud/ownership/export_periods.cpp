#include "cloud/ownership/export_periods.hpp"

#include <tuple>

namespace traction::ownership {

using wire::exports::Place;

Result<std::vector<PeriodToTell>> periods_to_tell(OwnershipBook& book, const AccountId& account,
                                                  const wire::exports::Export& ask) {
    std::optional<Place> place;
    std::optional<std::int64_t> reached;
    if (ask.after) {
        place.emplace(*ask.after);
        reached = place->number(1);
        if (!reached) return wire::exports::no_such_place();
    }
    std::vector<PeriodToTell> left;
    for (auto& [vin, period] : book.periods_of(account)) {
        const auto ahead = place ? std::tuple<std::string_view, std::int64_t>(vin.text(), period) <=>
                                       std::tuple<std::string_view, std::int64_t>(place->part(0), *reached)
                                 : std::strong_ordering::greater;
        if (ahead < 0) continue;
        left.push_back({.vin = vin, .period = period, .after = {}});
        if (ahead == 0) left.back().after = place;
    }
    return left;
}

}  // namespace traction::ownership
