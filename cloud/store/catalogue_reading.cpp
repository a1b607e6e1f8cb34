/// How the catalogue is read, and what it must keep to.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cloud/store/catalogue.hpp"
#include "cloud/store/catalogue_text.hpp"
#include "shared/domain/car_models.hpp"

namespace traction::store {

using wire::Json;
using wire::Reader;

namespace {

constexpr std::size_t kLongestList = 64;
constexpr std::size_t kLongestWords = 500;  ///< bytes

std::vector<std::int64_t> read_numbers(Reader& reader, const char* field, std::int64_t highest) {
    std::vector<std::int64_t> numbers;
    for (const auto& entry : reader.array(field, kLongestList)) {
        if (!entry.is_number_integer() || entry.get<std::int64_t>() < 1 ||
            entry.get<std::int64_t>() > highest)
            reader.fail(field, fmt::format("must hold whole numbers from 1 to {}", highest));
        numbers.push_back(entry.get<std::int64_t>());
    }
    return numbers;
}

std::vector<std::string> read_models(Reader& reader, const char* field) {
    std::vector<std::string> models;
    for (const auto& entry : reader.array(field, kLongestList)) {
        const auto key = entry.is_string() ? entry.get<std::string>() : "";
        const bool known = std::any_of(kCarModels.begin(), kCarModels.end(),
                                       [&](const CarModel& model) { return model.key == key; });
        if (!known) reader.fail(field, "has a model that is not known: " + entry.dump());
        models.push_back(key);
    }
    return models;
}

std::vector<int> read_terms(Reader& reader) {
    std::vector<int> terms;
    for (const auto months : read_numbers(reader, "terms", 36)) {
        const auto& all = wire::contracts::kTerms;
        const bool on_sale = std::find(all.begin(), all.end(), months) != all.end();
        if (!on_sale || (!terms.empty() && months <= terms.back()))
            reader.fail("terms", "must be of 1, 12, 24 and 36, each once, in that order");
        terms.push_back(static_cast<int>(months));
    }
    if (terms.empty()) reader.fail("terms", "must not be empty");
    return terms;
}

template <class T>
T read_part(Reader& reader, const char* field) {
    auto part = reader.object(field);
    auto value = T::read(part);
    part.finish();
    return value;
}

template <class Entry, class Key>
void require_each_once(const Reader& reader, const char* field, const std::vector<Entry>& entries, Key key) {
    std::set<std::decay_t<decltype(key(entries.front()))>> seen;
    for (const auto& entry : entries) {
        if (!seen.insert(key(entry)).second) reader.fail(field, "names something twice");
    }
    if (entries.empty()) reader.fail(field, "must not be empty");
}

template <class Entry>
void require_in_order_of_time(const Reader& reader, const char* field, const std::vector<Entry>& entries) {
    for (std::size_t at = 1; at < entries.size(); ++at) {
        if (entries[at].from <= entries[at - 1].from)
            reader.fail(field, "must be in the order of the instants from which they hold");
    }
}

/// `contracts` goes by the product alone, so the catalogue may not promise otherwise. Rules C3, C4.
void require_consistent(const Reader& reader, const Offering& offering) {
    const bool is_pack = offering.kind == Kind::pack;
    if (is_pack != wire::contracts::is_pack(offering.product)) reader.fail("kind", "is another product's");
    if (is_pack != (offering.renewal == Renewal::on_last_day))
        reader.fail("renewal", "must be on_last_day for packs (C3) and before_end for services (C4)");
    require_each_once(reader, "prices", offering.prices, [](const PriceRow& row) { return row.country; });
    for (const auto& row : offering.prices) {
        if (row.minor_units.size() != offering.terms.size())
            reader.fail("prices", "must have one price for each term in " + row.country.text());
    }
}

/// What one entry alone cannot know: that each price is of a market.
void require_prices_fit(const Reader& reader, const Catalogue& catalogue, const Version& version) {
    for (const auto& offering : version.offerings) {
        for (const auto& row : offering.prices) {
            if (catalogue.market(row.country) == nullptr)
                reader.fail("versions", "has a price in " + row.country.text() + ", which is no market");
        }
    }
}

}  // namespace

Words Words::read(Reader& reader) {
    Words words{.english = reader.text("en", kLongestWords), .french = reader.text("fr", kLongestWords)};
    if (words.english.empty()) reader.fail("en", "must not be empty");
    if (words.french.empty()) reader.fail("fr", "must not be empty");
    return words;
}

Market Market::read(Reader& reader) {
    return {.country = reader.country("country"),
            .currency = reader.currency("currency"),
            .tax_permille = static_cast<int>(reader.integer("tax_permille", 0, 1000))};
}

PriceRow PriceRow::read(Reader& reader) {
    return {.country = reader.country("country"),
            .minor_units = read_numbers(reader, "minor_units", wire::kHighestPrice)};
}

Offering Offering::read(Reader& reader) {
    Offering offering;
    offering.product = reader.word<Product>("product", wire::contracts::kProductNames);
    offering.kind = reader.word<Kind>("kind", kKindNames);
    offering.title = read_part<Words>(reader, "title");
    offering.description = read_part<Words>(reader, "description");
    offering.energies = reader.words<Energy>("energies", wire::garage::kEnergyNames, kLongestList);
    if (offering.energies.empty()) reader.fail("energies", "must not be empty");
    offering.not_for_models = read_models(reader, "not_for_models");
    for (const auto place : reader.words<std::size_t>("needs", kCarDataNames, kLongestList))
        offering.needs.emplace_back(kCarDataNames[place]);
    offering.renewal = reader.word<Renewal>("renewal", kRenewalNames);
    offering.terms = read_terms(reader);
    offering.prices = reader.list<PriceRow>("prices", kLongestList);
    require_consistent(reader, offering);
    return offering;
}

Version Version::read(Reader& reader) {
    Version version{.number = static_cast<int>(reader.integer("version", 1, 1'000'000)),
                    .from = reader.instant("from"),
                    .news = reader.words<Product>("news", wire::contracts::kProductNames, kLongestList),
                    .offerings = reader.list<Offering>("products", kLongestList)};
    require_each_once(reader, "products", version.offerings,
                      [](const Offering& offering) { return offering.product; });
    for (const auto product : version.news) {
        if (version.find(product) == nullptr) reader.fail("news", "must be among the products");
    }
    return version;
}

Conditions Conditions::read(Reader& reader) {
    return {.version = reader.id<ConditionsVersion>("version"), .from = reader.instant("from")};
}

Catalogue Catalogue::read(Reader& reader) {
    Catalogue catalogue;
    catalogue.markets_ = reader.list<Market>("markets", kLongestList);
    require_each_once(reader, "markets", catalogue.markets_,
                      [](const Market& market) { return market.country; });
    catalogue.conditions_ = reader.list<Conditions>("conditions", kLongestList);
    require_each_once(reader, "conditions", catalogue.conditions_,
                      [](const Conditions& conditions) { return conditions.version; });
    require_in_order_of_time(reader, "conditions", catalogue.conditions_);
    catalogue.versions_ = reader.list<Version>("versions", kLongestList);
    if (catalogue.versions_.empty()) reader.fail("versions", "must not be empty");
    require_in_order_of_time(reader, "versions", catalogue.versions_);
    for (std::size_t at = 0; at < catalogue.versions_.size(); ++at) {
        if (catalogue.versions_[at].number != static_cast<int>(at) + 1)
            reader.fail("versions", "must be numbered from 1 without gap");
        require_prices_fit(reader, catalogue, catalogue.versions_[at]);
    }
    return catalogue;
}

Catalogue Catalogue::parse(std::string_view text) {
    const auto json = wire::parse_json(text);
    if (!json) throw Fault("the catalogue: " + std::string(json.refusal().code.sentence));
    auto read = wire::read_message<Catalogue>(*json, wire::UnknownFields::refused);
    if (!read)
        throw Fault(fmt::format("the catalogue: {} {}", read.refusal().facts.at("path"),
                                read.refusal().facts.at("why")));
    return std::move(read).value();
}

const Catalogue& Catalogue::embedded() {
    static const auto catalogue = parse(catalogue_text());
    return catalogue;
}

}  // namespace traction::store
