#include "cloud/accounts/trade_letters.hpp"

namespace traction::accounts {

using runtime::Handlers;
using wire::word_text;
using wire::contracts::ContractEvent;
using wire::contracts::kProductNames;
using wire::letters::kSubjectNames;
namespace billing = wire::billing;
namespace contracts = wire::contracts;
namespace store = wire::store;

namespace {

std::string cause_of(wire::letters::Subject subject, const std::string& what, const std::string& which) {
    return word_text(subject, kSubjectNames) + "-" + what + "-" + which;
}

/// A fact of the kind `products`.
template <class Entries, class Product>
std::string product_words(const Entries& entries, Product product) {
    std::string words;
    for (const auto& entry : entries)
        words.append(words.empty() ? "" : ",").append(word_text(product(entry), kProductNames));
    return words;
}

Money total_of(const std::vector<store::OrderItem>& items) {
    Money total{0, items.front().price.currency};
    for (const auto& item : items) total = plus(total, item.price).value();
    return total;
}

}  // namespace

void TradeLetters::declare(Handlers& handlers) {
    handlers.event<store::OrderPlaced>("store", [this](Turn& turn, const Origin& origin, const auto& event) {
        on_order(turn, event, origin.happened_at);
    });
    handlers.event<store::OfferMade>(
        "store", [this](Turn& turn, const Origin&, const auto& event) { on_offer(turn, event); });
    handlers.event<wire::notifications::MailWished>(
        "notifications",
        [this](Turn& turn, const Origin&, const auto& event) { on_notification(turn, event); });
    follow_contracts(handlers);
    follow_billing(handlers);
}

template <class Event>
void TradeLetters::tell_of(Handlers& handlers, Subject subject) {
    handlers.event<Event>("contracts", [this, subject](Turn& turn, const Origin& origin, const Event& event) {
        tell(turn, subject, event, origin.happened_at);
    });
}

void TradeLetters::follow_contracts(Handlers& handlers) {
    tell_of<contracts::EntitlementPending>(handlers, Subject::entitlement_pending);
    tell_of<contracts::AnniversaryReached>(handlers, Subject::renewal_open);
    tell_of<contracts::ContractRenewed>(handlers, Subject::contract_renewed);
    tell_of<contracts::ContractExtended>(handlers, Subject::contract_extended);
    tell_of<contracts::ContractSuspended>(handlers, Subject::contract_suspended);
    tell_of<contracts::ContractResumed>(handlers, Subject::contract_resumed);
    handlers.event<contracts::RenewalReminder>(
        "contracts", [this](Turn& turn, const Origin& origin, const contracts::RenewalReminder& event) {
            tell(turn, Subject::renewal_reminder, event.of, origin.happened_at,
                 {{"days_left", std::to_string(event.days_left)}});
        });
}

void TradeLetters::follow_billing(Handlers& handlers) {
    handlers.event<billing::ChargePaid>(
        "billing", [this](Turn& turn, const Origin&, const auto& event) { on_paid(turn, event); });
    handlers.event<billing::ChargeRefused>(
        "billing", [this](Turn& turn, const Origin&, const auto& event) { on_refused(turn, event); });
}

void TradeLetters::on_expired(Turn& turn, const ContractEvent& event, Timestamp at) {
    tell(turn, Subject::contract_expired, event, at);
}

void TradeLetters::on_ended(Turn& turn, const ContractEvent& event, Timestamp at) {
    tell(turn, Subject::contract_ended, event, at, {{"at", to_text(at)}});
}

/// The first contract names the letter: it is drawn by `store`, while the order's id is anybody's choice.
void TradeLetters::on_order(Turn& turn, const store::OrderPlaced& event, Timestamp at) {
    if (!desk_.accounts.find(event.account)) return;
    for (const auto& item : event.items)
        desk_.accounts.note_bought(item.contract, event.account, item.product);
    post(turn, Subject::order_confirmed, event.account,
         {{"vin", event.vin.text()},
          {"at", to_text(at)},
          {"products", product_words(event.items, [](const auto& item) { return item.product; })},
          {"total", to_text(total_of(event.items))},
          {"conditions", event.conditions_version.text()},
          {"order", event.order.text()}},
         "order_confirmed-" + event.items.front().contract.text());
}

void TradeLetters::on_offer(Turn& turn, const store::OfferMade& event) {
    const auto account = desk_.accounts.find(event.account);
    if (!account || !account->wants_offers()) return;
    post(turn, Subject::offer, event.account,
         {{"vin", event.vin.text()},
          {"products", product_words(event.products, [](auto product) { return product; })}},
         cause_of(Subject::offer, event.vin.text(),
                  std::to_string(event.catalogue_version) + "-" + event.account.text()));
}

void TradeLetters::on_notification(Turn& turn, const wire::notifications::MailWished& event) {
    post(turn, Subject::notice, event.account,
         {{"kind", word_text(event.kind, wire::notifications::kKindNames)},
          {"vin", event.vin.text()},
          {"at", to_text(event.at)}},
         "notice-" + event.notification.text());
}

void TradeLetters::on_paid(Turn& turn, const billing::ChargePaid& event) {
    Letters::Facts facts{{"invoice", event.invoice}};
    name_product(facts, event.of.contract);
    post(turn, Subject::charge_paid, event.of.account, std::move(facts),
         "charge_paid-" + event.of.charge.text());
}

void TradeLetters::on_refused(Turn& turn, const billing::ChargeRefused& event) {
    Letters::Facts facts;
    if (event.next_try_at) facts["next_try_at"] = to_text(*event.next_try_at);
    name_product(facts, event.of.contract);
    post(turn, Subject::charge_refused, event.of.account, std::move(facts),
         cause_of(Subject::charge_refused, event.of.charge.text(), std::to_string(event.attempt)));
}

void TradeLetters::tell(Turn& turn, Subject subject, const ContractEvent& event, Timestamp at,
                        Letters::Facts more) {
    more["vin"] = event.vin.text();
    name_product(more, event.contract);
    post(turn, subject, event.account, std::move(more),
         cause_of(subject, event.contract.text(), std::to_string(at.time_since_epoch().count())));
}

void TradeLetters::post(Turn& turn, Subject subject, const AccountId& id, Letters::Facts facts,
                        const std::string& cause) {
    const auto account = desk_.accounts.find(id);
    if (!account || (is_news(subject) && account->has_left_store())) return;
    desk_.post(turn, *account, subject, std::move(facts), LetterId::parse(cause));
}

void TradeLetters::name_product(Letters::Facts& facts, const ContractId& contract) {
    if (const auto product = desk_.accounts.product_bought(contract))
        facts["product"] = word_text(*product, kProductNames);
}

}  // namespace traction::accounts
