/// What is sold, for which cars, in which countries and for how much: data, read and judged when the worker
/// starts. A version holds from its instant until the next one's; none is ever taken out, so that what was
/// bought can be looked up as it was sold. Rule S1.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/wire/messages/contracts.hpp"

namespace traction::store {

using wire::contracts::Product;
using wire::garage::Energy;

/// The same in each language.
struct Words {
    std::string english;
    std::string french;
    static Words read(wire::Reader& reader);
    wire::Json json() const { return {{"en", english}, {"fr", french}}; }
};

enum class Kind { pack, service };
inline constexpr std::array<std::string_view, 2> kKindNames{"pack", "service"};

/// When a contract can be prolonged. Rules C3, C4.
enum class Renewal { on_last_day, before_end };
inline constexpr std::array<std::string_view, 2> kRenewalNames{"on_last_day", "before_end"};

/// Kinds of data that a car gives up for a product. Rule D1.
inline constexpr std::array<std::string_view, 9> kCarDataNames{"odometer",    "consumption", "maintenance",
                                                               "alert_codes", "diagnosis",   "position",
                                                               "journeys",    "areas",       "destination"};

/// A country in which the service sells.
struct Market {
    Country country;
    Currency currency;
    int tax_permille = 0;
    static Market read(wire::Reader& reader);
};

/// The prices of one product in one country, in minor units, tax included, in the order of its terms.
struct PriceRow {
    Country country;
    std::vector<std::int64_t> minor_units;
    static PriceRow read(wire::Reader& reader);
};

/// A product as one version of the catalogue sells it.
struct Offering {
    Product product{};
    Kind kind{};
    Words title;
    Words description;
    std::vector<Energy> energies;             ///< of the cars it fits
    std::vector<std::string> not_for_models;  ///< by `CarModel::key`
    std::vector<std::string> needs;           ///< car data, of `kCarDataNames`
    Renewal renewal{};
    std::vector<int> terms;  ///< calendar months
    std::vector<PriceRow> prices;
    static Offering read(wire::Reader& reader);

    bool is_sold_in(const Country& country) const;
    /// Nothing where it is not sold, or not for that term.
    std::optional<std::int64_t> price(const Country& country, int term_months) const;
};

struct Version {
    int number = 0;
    Timestamp from{};
    std::vector<Product> news;  ///< what those who agreed are told of when the version begins. Rule S6
    std::vector<Offering> offerings;
    static Version read(wire::Reader& reader);

    const Offering* find(Product product) const;
};

/// General conditions of sale. Rule S3.
struct Conditions {
    ConditionsVersion version;
    Timestamp from{};
    static Conditions read(wire::Reader& reader);
};

class Catalogue {
   public:
    /// Throws Fault with the place and the reason where the data is wrong: a shop does not open with it.
    static Catalogue parse(std::string_view json);
    static Catalogue read(wire::Reader& reader);
    /// `catalogue.json`, as it was built in.
    static const Catalogue& embedded();

    /// Before the first one begins, the first one.
    const Version& version_at(Timestamp instant) const;
    const Version& version_numbered(int number) const {
        return versions_.at(static_cast<std::size_t>(number) - 1);
    }
    /// Nothing when it is the last.
    const Version* version_after(int number) const;
    const Conditions& conditions_at(Timestamp instant) const;
    /// Nothing for a country in which nothing is sold.
    const Market* market(const Country& country) const;
    const std::vector<Market>& markets() const { return markets_; }

   private:
    std::vector<Market> markets_;
    std::vector<Conditions> conditions_;  ///< by `from`
    std::vector<Version> versions_;       ///< by number, and so by `from`
};

}  // namespace traction::store
