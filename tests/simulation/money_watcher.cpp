#include "tests/simulation/money_watcher.hpp"

#include <fmt/format.h>

#include "shared/domain/calendar.hpp"

namespace traction::simulation {

namespace contracts = wire::contracts;
namespace billing = wire::billing;

namespace {

constexpr std::chrono::days kUncharged{14};

/// The event's data, when it is of this kind.
template <class Body>
std::optional<Body> data_of(const wire::Event& event) {
    if (event.type != Body::kType) return std::nullopt;
    auto body = wire::read_message<Body>(event.data, wire::UnknownFields::allowed);
    if (!body) return std::nullopt;
    return std::move(body).value();
}

}  // namespace

void MoneyWatcher::see(const wire::Event& event, Timestamp now) {
    if (const auto order = data_of<wire::store::OrderPlaced>(event)) see_order(*order, now);
    if (const auto of = data_of<contracts::ContractActivated>(event))
        activated_.emplace(of->contract.text(), event.at);
    if (const auto of = data_of<contracts::ContractEnded>(event))
        ended_.emplace(of->contract.text(), event.at);
    if (const auto charge = data_of<contracts::ChargeDue>(event)) see_due(*charge, event.at);
    if (const auto charge = data_of<billing::ChargePaid>(event)) see_paid(*charge, event.at);
}

void MoneyWatcher::see_order(const wire::store::OrderPlaced& order, Timestamp now) {
    if (!orders_.insert(order.order.text()).second)
        complain_("S3: order " + order.order.text() + " was made twice", now);
    for (const auto& item : order.items) {
        if (!sold_.emplace(item.contract.text(), Sold{item.price, order.zone}).second)
            complain_("S3: contract " + item.contract.text() + " was sold twice", now);
    }
}

void MoneyWatcher::see_due(const contracts::ChargeDue& charge, Timestamp at) {
    const auto contract = charge.contract.text();
    const auto sold = sold_.find(contract);
    if (sold == sold_.end())
        return complain_("B1: contract " + contract + " is charged, and nobody has ordered it", at);
    if (sold->second.price != charge.price)
        complain_("B1: the charge of contract " + contract + " is not at its price", at);
    if (!due_.emplace(charge.charge.text(), charge.price).second)
        complain_("B1: charge " + charge.charge.text() + " was due twice", at);
    const auto began = std::max(activated_[contract], sold->second.zone.start_of(charge.term_from));
    if (at < began + kUncharged)
        complain_(fmt::format("B1: contract {} was charged before its day", contract), at);
    if (const auto end = ended_.find(contract); end != ended_.end() && end->second < at)
        complain_(fmt::format("C7: contract {} was charged after its end", contract), at);
}

void MoneyWatcher::see_paid(const billing::ChargePaid& charge, Timestamp at) {
    const auto id = charge.of.charge.text();
    if (!due_.contains(id)) complain_("B1: charge " + id + " is paid, and was not due", at);
    if (!paid_.insert(id).second) complain_("B3: charge " + id + " was paid twice", at);
}

}  // namespace traction::simulation
