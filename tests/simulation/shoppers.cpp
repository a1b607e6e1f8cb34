#include "tests/simulation/shoppers.hpp"

#include <algorithm>

namespace traction::simulation {

using namespace std::chrono_literals;
namespace billing = wire::billing;
namespace contracts = wire::contracts;
namespace store = wire::store;

namespace {

constexpr double kThinksBetter = 0.05;
constexpr double kOrdersTwice = 0.2;
/// Most cards pay. The others stand for all that the provider can do wrong.
const std::vector<std::string> kCards{"tok_ok",       "tok_ok",       "tok_ok",      "tok_refuse",
                                      "tok_refuse_1", "tok_refuse_3", "tok_timeout", "tok_twice",
                                      "tok_late",     "tok_crash"};

bool is_missing(const wire::Json& cart, std::string_view code) {
    const auto& missing = cart.at("missing");
    return std::find(missing.begin(), missing.end(), wire::Json(code)) != missing.end();
}

}  // namespace

void Shoppers::shop(const std::string& account) {
    Visit visit{.account = account, .vin = dice_.one_of(vins_)};
    const store::AddToCart wish{
        .vin = visit.vin,
        .product = static_cast<contracts::Product>(dice_.below(contracts::kProductNames.size())),
        .term_months = dice_.chance(0.7) ? 1 : 12,
        .automatic_renewal = dice_.chance(0.5)};
    town_.ask(account, kPhone, "store", wish, [this, visit](const wire::Answer& answer) {
        if (answer.done) go_on(visit, answer.body);
    });
}

void Shoppers::look(Visit visit) {
    const store::ShowCart ask{{.vin = visit.vin, .country = {}}};
    town_.ask(visit.account, kPhone, "store", ask, [this, visit](const wire::Answer& answer) {
        if (answer.done) go_on(visit, answer.body);
    });
}

void Shoppers::go_on(Visit visit, const wire::Json& cart) {
    if (--visit.patience == 0 || dice_.chance(kThinksBetter)) return;
    if (is_missing(cart, "conditions_not_accepted")) return accept_conditions(visit, cart);
    if (is_missing(cart, "billing_address_missing"))
        return town_.ask(visit.account, kPhone, "billing", address_of(visit.account), then_look(visit));
    if (is_missing(cart, "payment_means_missing"))
        return town_.ask(visit.account, kPhone, "billing", any_card(), then_look(visit));
    check_out(visit, cart);
}

Apps::Answered Shoppers::then_look(Visit visit) {
    return
        [this, visit](const wire::Answer&) { town_.later(dice_.about(30s), [this, visit] { look(visit); }); };
}

void Shoppers::accept_conditions(Visit visit, const wire::Json& cart) {
    const store::AcceptConditions ask{
        .version = *ConditionsVersion::parse(cart.at("conditions_version").get<std::string>())};
    town_.ask(visit.account, kPhone, "store", ask, then_look(visit));
}

void Shoppers::check_out(const Visit& visit, const wire::Json& cart) {
    const store::Checkout order{.order = *OrderId::parse("order-" + std::to_string(++orders_)),
                                .vin = visit.vin,
                                .total = {cart.at("total_minor").get<std::int64_t>(),
                                          *Currency::parse(cart.at("currency").get<std::string>())}};
    const auto account = visit.account;
    const auto send = [this, account, order] {
        town_.ask(account, kPhone, "store", order,
                  [this, account](const wire::Answer& answer) { take_home(account, answer); });
    };
    send();
    if (dice_.chance(kOrdersTwice)) send();
}

void Shoppers::take_home(const std::string& account, const wire::Answer& ordered) {
    if (!ordered.done) return;
    for (const auto& item : ordered.body.at("items")) bought_(account, item.at("contract"));
}

void Shoppers::change_card(const std::string& account) {
    town_.ask(account, kPhone, "billing", any_card());
}

/// With the word that stands in everything personal that he tells.
billing::SetAddress Shoppers::address_of(const std::string& account) {
    const auto person = std::find_if(town_.people.begin(), town_.people.end(),
                                     [&](const Person& each) { return each.account == account; });
    return {.address = {.name = person->word + " Martin",
                        .street = "1 rue " + person->word,
                        .postal_code = "75001",
                        .city = "Paris",
                        .country = *Country::parse("FR")}};
}

billing::SetMeans Shoppers::any_card() {
    return {.means = {.token = *MeansToken::parse(dice_.one_of(kCards)),
                      .brand = billing::Brand::visa,
                      .last4 = "4242",
                      .expires = std::chrono::year{2040} / std::chrono::January}};
}

}  // namespace traction::simulation
