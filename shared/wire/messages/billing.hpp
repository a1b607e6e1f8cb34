/// What the worker `billing` tells: what became of charges, and who can be charged. Rules B1 to B4, S3.
#pragma once

#include "shared/domain/means_token.hpp"
#include "shared/wire/json.hpp"

namespace traction::wire::billing {

inline constexpr int kMostAttempts = 9'999;               ///< of one charge
inline constexpr std::size_t kLongestInvoiceNumber = 16;  ///< "2027-000123"

/// What an account must have given before it can be charged. Rule S3.
enum class Particular { address, means };
inline constexpr std::array<std::string_view, 2> kParticularNames{"address", "means"};

/// What the events of a charge's life have in common.
struct OfCharge {
    ChargeId charge;
    ContractId contract;
    AccountId account;  ///< the debtor: the buyer, whoever has the car now. Rule G8
    static OfCharge read(Reader& reader) {
        return {.charge = reader.id<ChargeId>("charge"),
                .contract = reader.id<ContractId>("contract"),
                .account = reader.id<AccountId>("account")};
    }
    Json json() const {
        return {{"charge", charge.text()}, {"contract", contract.text()}, {"account", account.text()}};
    }
};

/// Event: the charge is paid, also where it had failed before. At most once for a charge. Rules B1, B3.
struct ChargePaid {
    static constexpr std::string_view kType = "charge_paid";
    OfCharge of;
    std::string invoice;  ///< its number. Rule B4
    static ChargePaid read(Reader& reader) {
        return {.of = OfCharge::read(reader), .invoice = reader.text("invoice", kLongestInvoiceNumber)};
    }
    Json json() const {
        auto json = of.json();
        json["invoice"] = invoice;
        return json;
    }
};

/// Event: an attempt was refused. Without `next_try_at` nothing is tried again by itself. Rule B2.
struct ChargeRefused {
    static constexpr std::string_view kType = "charge_refused";
    OfCharge of;
    int attempt = 1;
    std::optional<Timestamp> next_try_at = std::nullopt;
    static ChargeRefused read(Reader& reader) {
        return {.of = OfCharge::read(reader),
                .attempt = static_cast<int>(reader.integer("attempt", 1, kMostAttempts)),
                .next_try_at = reader.optional_instant("next_try_at")};
    }
    Json json() const {
        auto json = of.json();
        json["attempt"] = attempt;
        if (next_try_at) json["next_try_at"] = to_text(*next_try_at);
        return json;
    }
};

/// Event: refused after 1, 3 and 5 days too. New payment means can still pay it. Rule B2.
struct ChargeFailed {
    static constexpr std::string_view kType = "charge_failed";
    OfCharge of;
    static ChargeFailed read(Reader& reader) { return {.of = OfCharge::read(reader)}; }
    Json json() const { return of.json(); }
};

/// Event: the account has given all that a charge needs. Told again when the country changes. Rule S3.
struct PayerReady {
    static constexpr std::string_view kType = "payer_ready";
    AccountId account;
    Country country;
    static PayerReady read(Reader& reader) {
        return {.account = reader.id<AccountId>("account"), .country = reader.country("country")};
    }
    Json json() const { return {{"account", account.text()}, {"country", country.text()}}; }
};

/// Event: something is missing before the account can be charged. Rule S3.
struct PayerIncomplete {
    static constexpr std::string_view kType = "payer_incomplete";
    AccountId account;
    std::vector<Particular> missing;  ///< in the order of the list, each once
    static PayerIncomplete read(Reader& reader);
    Json json() const;
};

/// Event, for `payments`: carry out this attempt, and ask with this key until it is settled. Rule B3.
struct PaymentWanted {
    static constexpr std::string_view kType = "payment_wanted";
    ChargeId charge;
    int attempt = 1;
    PaymentKey key;
    AccountId account;
    Money amount;
    MeansToken means;
    static PaymentWanted read(Reader& reader);
    Json json() const;
};

MeansToken read_means(Reader& reader, const char* field);

}  // namespace traction::wire::billing
