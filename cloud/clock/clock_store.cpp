#include "cloud/clock/clock_store.hpp"

namespace traction::clock {

using ports::Statement;

ClockStore::ClockStore(ports::Database& database)
    : load_(database.prepare("SELECT now, as_of, rate, step, target FROM clock")),
      save_(database.prepare(
          "INSERT INTO clock (one, now, as_of, rate, step, target) VALUES (1, ?1, ?2, ?3, ?4, ?5) "
          "ON CONFLICT (one) DO UPDATE SET now = ?1, as_of = ?2, rate = ?3, step = ?4, target = ?5")) {}

std::optional<ClockState> ClockStore::load() {
    const auto read = [](const Statement& row) {
        ClockState state{.now = ports::timestamp(row, 0),
                         .as_of = ports::timestamp(row, 1),
                         .rate = row.real(2),
                         .step = static_cast<std::uint64_t>(row.integer(3)),
                         .target = std::nullopt};
        state.target = ports::optional_timestamp(row, 4);
        return state;
    };
    return first_row(*load_, read);
}

void ClockStore::save(const ClockState& state) {
    run(*save_, state.now, state.as_of, state.rate, state.step, state.target);
}

}  // namespace traction::clock
