/// Letters to people: written by the worker that knows their address, sent by `mail`. Nothing else on the
/// wire carries an address.
#pragma once

#include <map>

#include "shared/domain/dates_in_words.hpp"
#include "shared/wire/json.hpp"

namespace traction::wire::letters {

using traction::kLanguageNames;
using traction::Language;

/// What a letter is about; each has its text in each language, and the facts that it needs. Instants are UTC
/// and told in the zone of the fact `zone`, or else in the standard zone; links are http or https.
enum class Subject {
    activation,        ///< link, code, usable_until: not sent any more from then on. Rule A2
    activated,         ///< sign_in_id, link; password where it was generated. Rule A3
    new_password,      ///< password, link. Rule A7
    address_known,     ///< somebody wanted to sign up with an address that has an account: link
    password_changed,  ///< link. Rule A6
    email_changed,     ///< email, link. Rule A6
    confirm_email,     ///< code, link, usable_until: to an address that is to become the account's. Rule A6
    vehicle_moved,     ///< vin, at. Rule G8
    contracts_ended,   ///< vin, at, reason. Rule C7
    notice,            ///< kind, vin, at: a notification that the person wishes to have by mail. Rule N1
    account_erased,    ///< at. Rule A10
    order_confirmed,   ///< vin, at, products, total, conditions, order. Rule S3
    entitlement_pending,  ///< vin; product. Rule C2
    renewal_reminder,     ///< vin, days_left; product. Rule C3
    renewal_open,         ///< vin; product: today is the last day. Rule C3
    contract_renewed,     ///< vin; product
    contract_expired,     ///< vin; product. Rule C5
    contract_ended,       ///< vin, at; product: before its term. Rules B2, C6
    contract_suspended,   ///< vin; product: it was not paid. Rule B2
    charge_paid,          ///< invoice; product. Rule B1
    charge_refused,       ///< product, next_try_at where it is tried again. Rule B2
    offer,                ///< vin, products. Rule S6
    contract_resumed,     ///< vin; product: it was paid after all. Rule B2
    contract_extended     ///< vin; product. Rule C4
};
inline constexpr std::array<std::string_view, 24> kSubjectNames{"activation",          "activated",
                                                                "new_password",        "address_known",
                                                                "password_changed",    "email_changed",
                                                                "confirm_email",       "vehicle_moved",
                                                                "contracts_ended",     "notice",
                                                                "account_erased",      "order_confirmed",
                                                                "entitlement_pending", "renewal_reminder",
                                                                "renewal_open",        "contract_renewed",
                                                                "contract_expired",    "contract_ended",
                                                                "contract_suspended",  "charge_paid",
                                                                "charge_refused",      "offer",
                                                                "contract_resumed",    "contract_extended"};

inline constexpr std::size_t kLongestAddress = 254;  ///< RFC 5321, 4.5.3.1.3 and its erratum 1690
inline constexpr std::size_t kMostFacts = 16;

/// On the stream `letter/{worker}`. One letter is one mail, whatever crashes: its id becomes the Message-ID.
struct Letter {
    static constexpr std::string_view kKind = "letter";
    LetterId letter;
    std::string to;  ///< e-mail address
    Language language = Language::english;
    Subject subject = Subject::activation;
    std::map<std::string, std::string> facts;
    static Letter read(Reader& reader);
    Json json() const;
};

/// On the same stream: the letter is not to be sent any more, if it is not sent yet, and nothing personal of
/// it stays. For one that was numbered already; others are withdrawn from the outbox. Rule A10.
struct Withdraw {
    static constexpr std::string_view kKind = "withdraw";
    LetterId letter;
    static Withdraw read(Reader& reader) { return {.letter = reader.id<LetterId>("letter")}; }
    Json json() const { return {{"kind", kKind}, {"letter", letter.text()}}; }
};

}  // namespace traction::wire::letters
