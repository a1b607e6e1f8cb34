/// What is asked of the worker `billing`: by a person of her address, means of payment, charges and invoices,
/// by the help desk of an account. Rules S3, B4, H1.
#pragma once

#include "shared/wire/messages/billing.hpp"

namespace traction::wire::billing {

inline constexpr std::size_t kLongestName = 120;
inline constexpr std::size_t kLongestStreet = 200;
inline constexpr std::size_t kLongestPostalCode = 16;
inline constexpr std::size_t kLongestCity = 100;

/// To whom an invoice is made out.
struct Address {
    std::string name;
    std::string street;
    std::string postal_code;  ///< empty where a country has none
    std::string city;
    Country country;
    static Address read(Reader& reader);
    Json json() const;
    friend bool operator==(const Address&, const Address&) = default;
};

/// Answer: `Payer`. Refuses with `text_not_valid`.
struct SetAddress {
    static constexpr std::string_view kVerb = "set_address";
    Address address;
    static SetAddress read(Reader& reader) { return {.address = Address::read(reader)}; }
    Json json() const { return address.json(); }
};

enum class Brand { visa, mastercard, amex, other };
inline constexpr std::array<std::string_view, 4> kBrandNames{"visa", "mastercard", "amex", "other"};

/// A means of payment: the provider's name for it, and what its owner knows it by. Never its number.
struct Means {
    MeansToken token;
    Brand brand{};
    std::string last4;  ///< the last four digits
    std::chrono::year_month expires;
    static Means read(Reader& reader);
    Json json() const;
};

/// What was refused before is tried at once with it. Answer: `Payer`. Refuses with `means_expired`.
struct SetMeans {
    static constexpr std::string_view kVerb = "set_means";
    Means means;
    static SetMeans read(Reader& reader) { return {.means = Means::read(reader)}; }
    Json json() const { return means.json(); }
};

/// Answer: `Payer`: {"address"?, "means"?: without its token, "missing": [address, means]}.
struct ShowPayer {
    static constexpr std::string_view kVerb = "payer";
    static ShowPayer read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

/// Answer: {"charges": [Charge, …]}, the newest first, at most `kMostListed`.
struct ListCharges {
    static constexpr std::string_view kVerb = "charges";
    static ListCharges read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};

/// Answer: {"invoices": [InvoiceHead, …]}, the newest first, at most `kMostListed`.
struct ListInvoices {
    static constexpr std::string_view kVerb = "invoices";
    static ListInvoices read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};
inline constexpr int kMostListed = 200;

/// Answer: InvoiceHead and "document", HTML that is ready to print. Refuses with `invoice_unknown`. Rule B4.
struct GetInvoice {
    static constexpr std::string_view kVerb = "invoice";
    std::string invoice;  ///< its number
    static GetInvoice read(Reader& reader) {
        return {.invoice = reader.text("invoice", kLongestInvoiceNumber)};
    }
    Json json() const { return {{"invoice", invoice}}; }
};

/// Ask of the help desk. What a question about money needs, and no more: {"missing", "charges", "invoices"}.
/// Rule H1.
struct ShowAccount {
    static constexpr std::string_view kVerb = "account";
    AccountId account;
    static ShowAccount read(Reader& reader) { return {.account = reader.id<AccountId>("account")}; }
    Json json() const { return {{"account", account.text()}}; }
};

}  // namespace traction::wire::billing
