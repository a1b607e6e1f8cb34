#include "cloud/store/catalogue.hpp"

#include <algorithm>

namespace traction::store {
namespace {

/// The latest that has begun; before all, the first one.
template <class Entry>
const Entry& in_force(const std::vector<Entry>& entries, Timestamp instant) {
    const auto next = std::find_if(entries.begin(), entries.end(),
                                   [&](const Entry& entry) { return entry.from > instant; });
    return next == entries.begin() ? *next : *std::prev(next);
}

const PriceRow* row_of(const Offering& offering, const Country& country) {
    const auto& rows = offering.prices;
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const PriceRow& row) { return row.country == country; });
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

bool Offering::is_sold_in(const Country& country) const {
    return row_of(*this, country) != nullptr;
}

std::optional<std::int64_t> Offering::price(const Country& country, int term_months) const {
    const auto* row = row_of(*this, country);
    const auto term = std::find(terms.begin(), terms.end(), term_months);
    if (row == nullptr || term == terms.end()) return std::nullopt;
    return row->minor_units[static_cast<std::size_t>(term - terms.begin())];
}

const Offering* Version::find(Product product) const {
    const auto found = std::find_if(offerings.begin(), offerings.end(),
                                    [&](const Offering& offering) { return offering.product == product; });
    return found == offerings.end() ? nullptr : &*found;
}

const Version& Catalogue::version_at(Timestamp instant) const {
    return in_force(versions_, instant);
}

const Version* Catalogue::version_after(int number) const {
    const auto next = std::find_if(versions_.begin(), versions_.end(),
                                   [&](const Version& version) { return version.number > number; });
    return next == versions_.end() ? nullptr : &*next;
}

const Conditions& Catalogue::conditions_at(Timestamp instant) const {
    return in_force(conditions_, instant);
}

const Market* Catalogue::market(const Country& country) const {
    const auto found = std::find_if(markets_.begin(), markets_.end(),
                                    [&](const Market& market) { return market.country == country; });
    return found == markets_.end() ? nullptr : &*found;
}

}  // namespace traction::store
