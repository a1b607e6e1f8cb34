/// What staff say to the worker `accounts`, and what it tells the other workers. Rules A1, A10, H1.
#pragma once

#include "shared/wire/messages/accounts_owner.hpp"

namespace traction::wire::accounts {

/// Ask of the help desk: an account by its e-mail address, sign-in ID or id; one of them. Answer: the profile
/// (`accounts.Profile`). Refuses with `account_unknown`.
struct Find {
    static constexpr std::string_view kVerb = "find";
    static constexpr std::array<std::string_view, 1> kSecretFields{"sign_in"};
    std::optional<std::string> sign_in;  ///< e-mail address or sign-in ID
    std::optional<AccountId> account;
    static Find read(Reader& reader) {
        Find ask{.sign_in = {}, .account = reader.optional_id<AccountId>("account")};
        if (reader.has("sign_in")) ask.sign_in = reader.text("sign_in", kLongestEmail);
        return ask;
    }
    Json json() const {
        Json json = Json::object();
        if (sign_in) json["sign_in"] = *sign_in;
        if (account) json["account"] = account->text();
        return json;
    }
};

/// One of the staff; the verb says what is to be done.
struct OfStaff {
    access::Role role{};  ///< desk or operators
    StaffName name;
    static OfStaff read(Reader& reader) {
        return {.role = staff_role(reader, "role"), .name = reader.id<StaffName>("name")};
    }
    Json json() const { return {{"role", word_text(role, access::kRoleNames)}, {"name", name.text()}}; }
};
/// Ask of an operator. Answer: {"password"}, which is told this once. Refuses with `staff_name_taken`.
struct AddStaff : OfStaff {
    static constexpr std::string_view kVerb = "add_staff";
    static AddStaff read(Reader& reader) { return {OfStaff::read(reader)}; }
};
/// Ask of an operator: the sign-in ends at once, for good. Answer: {}. Refuses with `staff_unknown`, or
/// `last_operator_stays`.
struct EndStaff : OfStaff {
    static constexpr std::string_view kVerb = "end_staff";
    static EndStaff read(Reader& reader) { return {OfStaff::read(reader)}; }
};

/// Event: an account begins. The car whose VIN was given at sign-up goes to the garage, unpaired. Rule A1.
struct AccountActivated {
    static constexpr std::string_view kType = "account_activated";
    AccountId account;
    std::optional<Vin> vin;
    static AccountActivated read(Reader& reader) {
        AccountActivated event{.account = reader.id<AccountId>("account"), .vin = {}};
        if (reader.has("vin")) event.vin = reader.vin("vin");
        return event;
    }
    Json json() const {
        Json json{{"account", account.text()}};
        if (vin) json["vin"] = vin->text();
        return json;
    }
};
/// Event: the last app of the account was uninstalled: whoever has data of its cars erases it, for good. The
/// cars stay the account's. Rule A10.
struct AppDataErased {
    static constexpr std::string_view kType = "app_data_erased";
    AccountId account;
    static AppDataErased read(Reader& reader) { return {.account = reader.id<AccountId>("account")}; }
    Json json() const { return {{"account", account.text()}}; }
};
/// Event: whether the account is to be told of offers changed: its person is a member of the store and
/// agreed, or no longer. Rules S6, A9.
struct OffersWished {
    static constexpr std::string_view kType = "offers_wished";
    AccountId account;
    bool wished = false;
    static OffersWished read(Reader& reader) {
        return {.account = reader.id<AccountId>("account"), .wished = reader.truth("wished")};
    }
    Json json() const { return {{"account", account.text()}, {"wished", wished}}; }
};
/// Event: the person chose another time zone. Until the first, the account lives in the standard one. Rules
/// A4, C1.
struct ZoneChosen {
    static constexpr std::string_view kType = "zone_chosen";
    AccountId account;
    Zone zone;
    static ZoneChosen read(Reader& reader) {
        return {.account = reader.id<AccountId>("account"), .zone = reader.zone("zone")};
    }
    Json json() const { return {{"account", account.text()}, {"zone", zone.name()}}; }
};
/// Event: in which language and unit of distance the person wants to be told things. Until the first, English
/// and kilometres. Rules A4, N1.
struct WordsChosen {
    static constexpr std::string_view kType = "words_chosen";
    AccountId account;
    letters::Language language{};
    DistanceUnit distance_unit{};
    static WordsChosen read(Reader& reader) {
        return {.account = reader.id<AccountId>("account"),
                .language = reader.word<letters::Language>("language", letters::kLanguageNames),
                .distance_unit = reader.word<DistanceUnit>("distance_unit", kDistanceUnitNames)};
    }
    Json json() const {
        return {{"account", account.text()},
                {"language", word_text(language, letters::kLanguageNames)},
                {"distance_unit", word_text(distance_unit, kDistanceUnitNames)}};
    }
};
/// Event: the account is gone; its cars leave the garage. Rule A10.
struct AccountErased {
    static constexpr std::string_view kType = "account_erased";
    AccountId account;
    static AccountErased read(Reader& reader) { return {.account = reader.id<AccountId>("account")}; }
    Json json() const { return {{"account", account.text()}}; }
};

}  // namespace traction::wire::accounts
