/// What was charged is what was due, to the cent. Rules B1, B3, B4.
#include <fmt/format.h>

#include "tests/simulation/rows.hpp"
#include "tests/simulation/world.hpp"

namespace traction::simulation {

using ports::Statement;

void World::check_money() {
    const auto& money = watcher_.money();
    for (const auto& [key, entry] : provider_.entries()) {
        if (!money.due().contains(entry.payment.charge.text()))
            watcher_.complain("B1: the provider was asked for a charge that is not due", now_);
    }
    std::int64_t due = 0;
    for (const auto& [charge, price] : money.due()) {
        const bool paid = money.paid().contains(charge);
        const auto owed = paid ? price.minor_units : 0;
        due += owed;
        if (provider_.charged(charge) != owed || provider_.payments(charge) != (paid ? 1 : 0))
            watcher_.complain(fmt::format("B3: charge {} took {} in {} payments, {} was due", charge,
                                          provider_.charged(charge), provider_.payments(charge), owed),
                              now_);
    }
    if (provider_.charged_in_all() != due)
        watcher_.complain(fmt::format("B3: {} was charged, {} was due", provider_.charged_in_all(), due),
                          now_);
    check_invoices();
}

/// B4: one for each charge that is paid, numbered without a gap in each year.
void World::check_invoices() {
    std::size_t invoices = 0;
    std::map<std::int64_t, std::int64_t> last_of_year;
    each_row(*find("billing"), "SELECT year, serial FROM invoice ORDER BY year, serial",
             [&](const Statement& row) {
                 ++invoices;
                 if (row.integer(1) != ++last_of_year[row.integer(0)])
                     watcher_.complain("B4: there is a gap in the invoices' numbers", now_);
             });
    if (invoices != watcher_.money().paid().size())
        watcher_.complain(
            fmt::format("B4: {} invoices, and {} charges are paid", invoices, watcher_.money().paid().size()),
            now_);
}

}  // namespace traction::simulation
