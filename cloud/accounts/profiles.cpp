#include "cloud/accounts/profiles.hpp"

#include <algorithm>

#include "cloud/accounts/sign_ins.hpp"
#include "shared/domain/shown_text.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

namespace refused = wire::refused;
using wire::access::Role;
using wire::accounts::Door;
using wire::accounts::Platform;
using wire::letters::Subject;

namespace {

/// Takes over what was given and is another value; notes the field's name.
template <class Value>
void take_over(Value& value, const std::optional<Value>& given, const char* field, wire::Json& changed) {
    if (!given || *given == value) return;
    value = *given;
    changed.push_back(field);
}

}  // namespace

Profiles::Answer Profiles::show(const Asker& asker) {
    const auto account = desk_.signed_in(asker);
    if (!account) return account.refusal();
    return view_of(*account);
}

Profiles::Answer Profiles::find(const wire::accounts::Find& ask) {
    std::optional<Account> account;
    if (ask.account) account = desk_.accounts.find(*ask.account);
    if (!account && ask.sign_in) account = desk_.accounts.by_sign_in_id(plain(*ask.sign_in));
    if (const auto email = parse_email(ask.sign_in.value_or("")); email && !account)
        account = desk_.accounts.by_email(email->key);
    if (!account) return Refusal(refused::account_unknown);
    return view_of(*account);
}

Profiles::Answer Profiles::update(Turn& turn, const Asker& asker, const wire::accounts::Update& ask) {
    auto found = desk_.may_change(asker);
    if (!found) return found.refusal();
    if (!is_shown_well(ask.name.value_or(""), Shape::line))
        return Refusal(refused::text_not_valid, {{"path", "/body/name"}});
    if (!is_shown_well(ask.postal_address.value_or(""), Shape::lines))
        return Refusal(refused::text_not_valid, {{"path", "/body/postal_address"}});
    auto account = std::move(found).value();
    const bool wanted_offers = account.wants_offers();
    const auto before = account;
    auto changed = wire::Json::array();
    take_over(account.name, ask.name, "name", changed);
    take_over(account.postal_address, ask.postal_address, "postal_address", changed);
    take_over(account.language, ask.language, "language", changed);
    take_over(account.zone, ask.zone, "zone", changed);
    take_over(account.distance_unit, ask.distance_unit, "distance_unit", changed);
    take_over(account.offers, ask.offers, "offers", changed);
    save(turn, account, wanted_offers);
    if (account.zone != before.zone)
        turn.emit(wire::accounts::ZoneChosen{.account = account.id, .zone = account.zone});
    if (account.language != before.language || account.distance_unit != before.distance_unit)
        turn.emit(wire::accounts::WordsChosen{
            .account = account.id, .language = account.language, .distance_unit = account.distance_unit});
    return wire::Json{{"changed", changed}};
}

Profiles::Answer Profiles::open_store(Turn& turn, const Asker& asker, const wire::accounts::OpenStore& ask) {
    auto account = desk_.may_change(asker);
    if (!account) return account.refusal();
    if (ask.platform != Platform::web)
        return Refusal(refused::store_is_on_the_web, {{"address", desk_.web()}});
    auto member = std::move(account).value();
    const bool wanted_offers = member.wants_offers();
    member.store_member = true;
    save(turn, member, wanted_offers);
    return wire::Json::object();
}

Profiles::Answer Profiles::leave_store(Turn& turn, const Asker& asker) {
    auto account = desk_.may_change(asker);
    if (!account) return account.refusal();
    if (!account->store_member) return Refusal(refused::not_store_member);
    auto former = std::move(account).value();
    const bool wanted_offers = former.wants_offers();
    former.store_member = false;
    former.store_left_at = turn.now();
    save(turn, former, wanted_offers);
    return wire::Json::object();
}

void Profiles::save(Turn& turn, Account& account, bool wanted_offers) {
    desk_.accounts.save(account);
    if (account.wants_offers() != wanted_offers)
        turn.emit(wire::accounts::OffersWished{.account = account.id, .wished = account.wants_offers()});
}

/// What the cars told goes at once and for good, also where the person signs in again: that keeps the profile
/// only. Rule A10.
Profiles::Answer Profiles::uninstall_app(Turn& turn, const Asker& asker) {
    auto found = desk_.signed_in(asker);
    if (!found) return found.refusal();
    auto account = std::move(found).value();
    desk_.sign_out(turn, account.id, *DeviceId::parse(asker.device));
    const auto devices = desk_.access.devices(account.id);
    if (std::any_of(devices.begin(), devices.end(), [](const auto& each) { return each.door == Door::app; }))
        return wire::Json{{"car_data_erased", false}};
    account.app_left_at = turn.now();
    desk_.accounts.save(account);
    turn.emit(wire::accounts::AppDataErased{.account = account.id});
    wire::Json answer{{"car_data_erased", true}};
    if (account.erase_at) answer["profile_erased_at"] = to_text(*account.erase_at);
    return answer;
}

Profiles::Answer Profiles::export_all(const Asker& asker) {
    const auto account = desk_.signed_in(asker);
    if (!account) return account.refusal();
    auto devices = wire::Json::array();
    for (const auto& device : desk_.access.devices(account->id)) devices.push_back(accounts::view_of(device));
    auto contracts = wire::Json::array();
    for (const auto& contract : desk_.accounts.contracts_of(account->id))
        contracts.push_back(contract.text());
    return wire::Json{{"profile", view_of(*account)}, {"devices", devices}, {"contracts", contracts}};
}

void Profiles::on_contract_begun(const wire::contracts::ContractEvent& event) {
    auto account = desk_.accounts.find(event.account);
    if (!account) return;
    desk_.accounts.add_contract(event.contract, account->id);
    desk_.accounts.save(*account);
}

/// A contract that was sold with its car is over for its buyer, whose profile it has held, and for who has it
/// now. Rules A10, G8.
void Profiles::on_contract_over(const wire::contracts::ContractEvent& event, Timestamp at) {
    const auto buyer = desk_.accounts.holder_of(event.contract);
    desk_.accounts.remove_contract(event.contract);
    for (const auto& id : {buyer.value_or(event.account), event.account}) {
        auto account = desk_.accounts.find(id);
        if (!account) continue;
        account->contract_ended_at = std::max(account->contract_ended_at.value_or(at), at);
        desk_.accounts.save(*account);
    }
}

/// Heard again, it is the same letter. Rule C7.
void Profiles::on_teardown_done(Turn& turn, const wire::contracts::TeardownDone& event, Timestamp at) {
    const auto account = desk_.accounts.find(event.account);
    if (!account) return;
    desk_.post(turn, *account, Subject::contracts_ended,
               {{"vin", event.vin.text()},
                {"at", to_text(at)},
                {"reason", wire::word_text(event.reason, wire::contracts::kEndReasonNames)}},
               LetterId::parse("teardown-" + event.teardown.text()));
}

/// Who had a car that another account paired is told; once, by the period. Rule G8.
void Profiles::on_ownership_ended(Turn& turn, const wire::garage::OwnershipEnded& event, Timestamp at) {
    const auto account = desk_.accounts.find(event.account);
    if (!account || event.reason != wire::garage::PeriodEnd::moved) return;
    const auto cause = "moved-" + event.vin.text() + "-" + std::to_string(event.period);
    desk_.post(turn, *account, Subject::vehicle_moved, {{"vin", event.vin.text()}, {"at", to_text(at)}},
               LetterId::parse(cause));
}

void Profiles::on_due(Turn& turn) {
    while (const auto id = desk_.accounts.to_erase_at(turn.now())) erase(turn, *desk_.accounts.find(*id));
}

/// The last letter is the only one that may still be on its way, and nothing of it is remembered.
void Profiles::erase(Turn& turn, const Account& account) {
    desk_.letters.take_back(turn, account.id.text());
    desk_.sign_out_others(turn, account.id, std::nullopt);
    desk_.accounts.erase(account.id);
    auto last = desk_.envelope_of(account);
    last.about.clear();
    desk_.letters.post(turn, last, Subject::account_erased, {{"at", to_text(turn.now())}});
    turn.emit(wire::accounts::AccountErased{.account = account.id});
}

wire::Json Profiles::view_of(const Account& account) {
    wire::Json view{
        {"account", account.id.text()},
        {"sign_in_id", grouped(account.sign_in_id, kSignInIdLetters)},
        {"email", account.email.text},
        {"name", account.name},
        {"postal_address", account.postal_address},
        {"plate", account.plate},
        {"language", wire::word_text(account.language, wire::letters::kLanguageNames)},
        {"zone", account.zone.name()},
        {"distance_unit", wire::word_text(account.distance_unit, wire::accounts::kDistanceUnitNames)},
        {"store_member", account.store_member},
        {"offers", account.offers},
        {"since", to_text(account.since)},
        {"must_change_password", account.must_change_password()}};
    if (const auto wish = desk_.accounts.new_email(account.id)) view["new_email"] = wish->email.text;
    if (account.erase_at) view["erased_at"] = to_text(*account.erase_at);
    return view;
}

}  // namespace traction::accounts
