/// The store: catalogue, cart, checkout, orders. Rules S1 to S4.
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/person_options.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::ctl {

using wire::Json;
using wire::Party;
namespace store = wire::store;

namespace {

constexpr std::string_view kStore = "store";

std::optional<Country> country_option(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto country = Country::parse(text);
    if (!country) misuse("'" + text + "' is not a country: two capital letters, such as FR");
    return country;
}

wire::contracts::Product product_argument(const std::string& text) {
    const auto& names = wire::contracts::kProductNames;
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) misuse("'" + text + "' is not a product; shop list shows them");
    return static_cast<wire::contracts::Product>(found - names.begin());
}

/// The catalogue is for anyone, so nobody needs to be signed in.
std::optional<wire::Answer> catalogue(CommandLine& line, const std::string& country) {
    const store::ShowCatalogue ask{country_option(country)};
    return line.ask_as_guest(kStore, store::ShowCatalogue::kVerb, ask.json());
}

void add_shop_list(CLI::App& group, CommandLine& line) {
    auto* list = group.add_subcommand("list", "what fits a car of yours; without one, the whole catalogue");
    const auto vin = std::make_shared<std::string>();
    list->add_option("vin", *vin, "a car of your garage");
    const auto country = add_text(*list, "--country", "where prices are those of, such as FR");
    list->callback([=, &line] {
        line.chosen([=, &line] {
            if (vin->empty()) return line.report(catalogue(line, *country));
            return line.ask(
                Party::owner, kStore,
                store::ListOffered{{.vin = vin_argument(*vin), .country = country_option(*country)}});
        });
    });
}

/// One product of the catalogue, with what holds for all of it.
Exit show_product(CommandLine& line, const std::string& product, const std::string& country) {
    product_argument(product);
    auto answer = catalogue(line, country);
    if (!answer || !answer->done) return line.report(answer);
    auto shown = answer->body;
    shown.erase("products");
    for (const auto& each : answer->body.at("products")) {
        if (each.at("product") == product) shown.update(each);
    }
    line.print(shown);
    return Exit::ok;
}

void add_shop(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("shop", "what is sold")->require_subcommand(1);
    add_shop_list(group, line);
    auto* show = group.add_subcommand("show", "show a product of the catalogue");
    const auto product = add_argument(*show, "product", "for example mapping_pack");
    const auto country = add_text(*show, "--country", "where prices are those of, such as FR");
    show->callback(
        [=, &line] { line.chosen([=, &line] { return show_product(line, *product, *country); }); });
}

void add_cart_add(CLI::App& group, CommandLine& line) {
    auto* add = group.add_subcommand("add", "put a product into the cart of a car");
    const auto vin = add_argument(*add, "vin", "the car");
    const auto product = add_argument(*add, "product", "for example mapping_pack");
    const auto months = std::make_shared<int>(12);
    add->add_option("--term", *months, "calendar months: 1, 12, 24 or 36")
        ->check(CLI::IsMember({1, 12, 24, 36}))
        ->capture_default_str();
    const auto automatic = std::make_shared<bool>(false);
    add->add_flag("--automatic-renewal", *automatic);
    add->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, kStore,
                            store::AddToCart{.vin = vin_argument(*vin),
                                             .product = product_argument(*product),
                                             .term_months = *months,
                                             .automatic_renewal = *automatic});
        });
    });
}

void add_cart(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("cart", "what you are about to buy for a car")->require_subcommand(1);
    auto* show = group.add_subcommand("show", "show it, and what a checkout would miss");
    const auto vin = add_argument(*show, "vin", "the car");
    const auto country = add_text(*show, "--country", "where prices are those of, such as FR");
    show->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(
                Party::owner, kStore,
                store::ShowCart{{.vin = vin_argument(*vin), .country = country_option(*country)}});
        });
    });
    add_cart_add(group, line);
    auto* remove = group.add_subcommand("remove", "take a product out of it");
    const auto car = add_argument(*remove, "vin", "the car");
    const auto product = add_argument(*remove, "product", "for example mapping_pack");
    remove->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(
                Party::owner, kStore,
                store::RemoveFromCart{.vin = vin_argument(*car), .product = product_argument(*product)});
        });
    });
}

struct Purchase {
    std::string vin, order, conditions;
    std::optional<std::int64_t> total_minor;
};

/// The total that the person saw, or, where he says none, the one that the cart shows now.
Exit check_out(CommandLine& line, const Purchase& purchase) {
    const auto vin = vin_argument(purchase.vin);
    auto session = line.connect(Party::owner);
    line.keep_signed_in(session);
    if (!purchase.conditions.empty()) {
        const store::AcceptConditions accept{id_argument<ConditionsVersion>(purchase.conditions)};
        const auto accepted = session.ask(kStore, accept, line.patience());
        if (!accepted || !accepted->done) return line.report(accepted);
    }
    const auto cart = session.ask(kStore, store::ShowCart{{.vin = vin, .country = {}}}, line.patience());
    if (!cart || !cart->done) return line.report(cart);
    const auto shown = cart->body.at("total_minor").get<std::int64_t>();
    const auto order = purchase.order.empty() ? line.fresh_id() : purchase.order;
    const store::Checkout checkout{
        .order = id_argument<OrderId>(order),
        .vin = vin,
        .total = {purchase.total_minor.value_or(shown),
                  Currency::parse(cart->body.at("currency").get<std::string>()).value()}};
    return line.report(session.ask(kStore, checkout, line.patience()));
}

void add_checkout(CLI::App& app, CommandLine& line) {
    auto* command = app.add_subcommand("checkout", "buy what is in the cart of a car");
    const auto purchase = std::make_shared<Purchase>();
    command->add_option("vin", purchase->vin, "the car")->required();
    command->add_option("--accept-conditions", purchase->conditions,
                        "the version of the general conditions of sale that you have read and accept");
    command->add_option("--total", purchase->total_minor,
                        "the total that you saw, in minor units; another one is refused");
    command->add_option("--order", purchase->order, "an id of your own: sent twice, it is one order");
    command->callback([=, &line] { line.chosen([=, &line] { return check_out(line, *purchase); }); });
}

void add_order(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("order", "your orders")->require_subcommand(1);
    group.add_subcommand("list", "list the orders for the cars of your garage")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kStore, store::ListOrders{}); });
    });
    auto* show = group.add_subcommand("show", "show an order");
    const auto order = add_argument(*show, "order", "its id");
    show->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, kStore, store::ShowOrder{id_argument<OrderId>(*order)});
        });
    });
}

}  // namespace

void add_store_commands(CLI::App& app, CommandLine& line) {
    add_shop(app, line);
    add_cart(app, line);
    add_checkout(app, line);
    add_order(app, line);
}

}  // namespace traction::ctl
