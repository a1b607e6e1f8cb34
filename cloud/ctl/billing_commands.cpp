/// Address, means of payment and invoices. Rules S3, B4.
#include <memory>

#include "cloud/ctl/command_line.hpp"
#include "cloud/ctl/person_options.hpp"
#include "cloud/ctl/private_file.hpp"
#include "shared/wire/messages/billing_asks.hpp"

namespace traction::ctl {

using wire::Party;
namespace billing = wire::billing;

namespace {

constexpr std::string_view kBilling = "billing";

Text add_required(CLI::App& command, const std::string& name, const std::string& help) {
    auto text = add_text(command, name, help);
    command.get_option(name)->required();
    return text;
}

Country country_argument(const std::string& text) {
    const auto country = Country::parse(text);
    if (!country) misuse("'" + text + "' is not a country of two capital letters such as FR");
    return *country;
}

MeansToken token_argument(const std::string& text) {
    const auto token = MeansToken::parse(text);
    if (!token) misuse("'" + text + "' is not a token of the payment provider such as tok_4f7a");
    return *token;
}

void add_set_address(CLI::App& group, CommandLine& line) {
    auto* set = group.add_subcommand("set", "to whom invoices are made out");
    const auto name = add_required(*set, "--name", "a person or a company");
    const auto street = add_required(*set, "--street", "street and number");
    const auto postal_code = add_text(*set, "--postal-code", "where the country has them");
    const auto city = add_required(*set, "--city", "town");
    const auto country = add_required(*set, "--country", "two capital letters, such as FR");
    set->callback([=, &line] {
        line.chosen([=, &line] {
            return line.ask(Party::owner, kBilling,
                            billing::SetAddress{{.name = *name,
                                                 .street = *street,
                                                 .postal_code = *postal_code,
                                                 .city = *city,
                                                 .country = country_argument(*country)}});
        });
    });
}

void add_set_means(CLI::App& group, CommandLine& line) {
    auto* set =
        group.add_subcommand("set", "how charges are paid: the provider's token, never a card number");
    const auto token = add_argument(*set, "token", "such as tok_4f7a");
    const auto brand = std::make_shared<std::string>("other");
    set->add_option("--brand", *brand, "what it is")
        ->check(CLI::IsMember({"visa", "mastercard", "amex", "other"}))
        ->capture_default_str();
    const auto last4 = add_required(*set, "--last4", "the last four digits, by which you know it");
    const auto year = std::make_shared<int>();
    const auto month = std::make_shared<int>();
    set->add_option("--expiry-year", *year, "such as 2030")->required();
    set->add_option("--expiry-month", *month, "1 to 12")->required();
    set->callback([=, &line] {
        line.chosen([=, &line] {
            return line.report(line.connect(Party::owner)
                                   .ask(kBilling, billing::SetMeans::kVerb,
                                        {{"token", token_argument(*token).text()},
                                         {"brand", *brand},
                                         {"last4", *last4},
                                         {"expiry_year", *year},
                                         {"expiry_month", *month}},
                                        line.patience()));
        });
    });
}

void add_billing(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("billing", "who pays, and how")->require_subcommand(1);
    auto& address = *group.add_subcommand("address", "the billing address")->require_subcommand(1);
    add_set_address(address, line);
    address.add_subcommand("show", "show it, and what is missing")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kBilling, billing::ShowPayer{}); });
    });
    auto& means = *group.add_subcommand("means", "the means of payment")->require_subcommand(1);
    add_set_means(means, line);
    group.add_subcommand("charges", "list what was charged, and what will be tried again")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kBilling, billing::ListCharges{}); });
    });
}

/// The document by itself, so that it can be opened and printed.
Exit get_invoice(CommandLine& line, const std::string& number, const std::string& file) {
    auto session = line.connect(Party::owner);
    line.keep_signed_in(session);
    const auto answer = session.ask(kBilling, billing::GetInvoice{number}, line.patience());
    if (!answer || !answer->done || line.as_json()) return line.report(answer);
    const auto document = answer->body.at("document").get<std::string>();
    if (file.empty()) {
        line.print_piece(document);
        return Exit::ok;
    }
    PrivateFile whole(file);
    whole.write(document);
    whole.finish();
    return Exit::ok;
}

void add_invoice(CLI::App& app, CommandLine& line) {
    auto& group = *app.add_subcommand("invoice", "your invoices")->require_subcommand(1);
    group.add_subcommand("list", "list them, newest first")->callback([&line] {
        line.chosen([&line] { return line.ask(Party::owner, kBilling, billing::ListInvoices{}); });
    });
    auto* get = group.add_subcommand("get", "an invoice as HTML, ready to print");
    const auto number = add_argument(*get, "number", "such as 2027-000123");
    const auto file = add_text(*get, "--file", "where to write it (default: standard output)");
    get->callback([=, &line] { line.chosen([=, &line] { return get_invoice(line, *number, *file); }); });
}

}  // namespace

void add_billing_commands(CLI::App& app, CommandLine& line) {
    add_billing(app, line);
    add_invoice(app, line);
}

}  // namespace traction::ctl
