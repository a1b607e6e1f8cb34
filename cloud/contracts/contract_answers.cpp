#include "cloud/contracts/contract_answers.hpp"

#include "cloud/contracts/contract_forecast.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::contracts {

using wire::Json;

namespace {

/// A cause as it is stored, "asked by the owner on the last day (C3)", taken apart.
Json with_rule(Json entry) {
    const std::string cause = entry.at("cause");
    const auto open = cause.rfind(" (");
    if (open == std::string::npos || !cause.ends_with(')')) return entry;
    entry["cause"] = cause.substr(0, open);
    entry["rule"] = cause.substr(open + 2, cause.size() - open - 3);
    return entry;
}

Json foreseen(const Forecast& forecast) {
    auto steps = Json::array();
    for (const auto& [at, step] : forecast.steps) {
        const auto words = words_of(step);
        steps.push_back(with_rule({{"at", to_text(at)}, {"step", words.name}, {"cause", words.cause}}));
    }
    return steps;
}

Json view_of(const Contract& contract, const Charge& charge) {
    auto view = event_of(contract, charge).json();
    for (const auto* known : {"contract", "vin", "product"}) view.erase(known);
    view["due_at"] = to_text(charge.due_at);
    view["phase"] = kChargePhaseNames[static_cast<std::size_t>(charge.phase)];
    return view;
}

}  // namespace

Json contract_answer(const Contract& contract) {
    return {{"contract", view_of(contract).json()}};
}

Json views_of(const Contract& contract, const std::vector<Charge>& charges, const Debtor& of) {
    auto views = Json::array();
    for (const auto& charge : charges) {
        if (!of || charge.debtor == *of) views.push_back(view_of(contract, charge));
    }
    return views;
}

Json ContractAnswers::shown(const Stored& stored, const Debtor& of) {
    auto answer = contract_answer(stored.contract);
    auto history = Json::array();
    for (const auto& entry : contracts_.history(stored.number)) history.push_back(entry.json());
    answer["history"] = std::move(history);
    answer["charges"] = views_of(stored.contract, charges_.of_contract(stored.number), of);
    return answer;
}

Json ContractAnswers::explained(const Stored& stored, Timestamp now) {
    auto answer = contract_answer(stored.contract);
    auto steps = Json::array();
    for (const auto& entry : contracts_.history(stored.number)) steps.push_back(with_rule(entry.json()));
    answer["steps"] = std::move(steps);
    answer["next"] = foreseen(foresee(stored.contract, charges_.of_contract(stored.number),
                                      foreseeable_until(stored.contract, now)));
    return answer;
}

Result<Json> ContractAnswers::previewed(const Stored& stored, LocalDay on, const Debtor& of, Timestamp now) {
    const auto& zone = stored.contract.zone;
    const auto today = zone.day_of(now);
    const auto furthest = anniversary(today, kPreviewedAtMost);
    if (on < today || on > furthest)
        return Refusal(wire::refused::day_out_of_reach,
                       {{"first", to_text(today)}, {"last", to_text(furthest)}});
    const auto forecast = foresee(stored.contract, charges_.of_contract(stored.number), zone.end_of(on));
    auto answer = contract_answer(forecast.contract);
    answer["on"] = to_text(on);
    answer["renewable"] = renewable_on(forecast.contract, on);
    answer["steps"] = foreseen(forecast);
    answer["charges"] = views_of(forecast.contract, forecast.charges, of);
    return answer;
}

Json ContractAnswers::for_desk(const Stored& stored) {
    const auto& contract = stored.contract;
    auto found = view_of(contract).json();
    found["buyer"] = contract.buyer.text();
    found["holder"] = contract.holder.text();
    found["bought_at"] = to_text(contract.bought_at);
    if (contract.period > 0) found["period"] = contract.period;
    if (contract.order) found["order"] = contract.order->text();
    if (contract.price) found["catalogue_version"] = contract.price->catalogue_version;
    if (contract.closed_at) found["closed_at"] = to_text(*contract.closed_at);
    found["charges"] = views_of(contract, charges_.of_contract(stored.number), std::nullopt);
    return found;
}

}  // namespace traction::contracts
