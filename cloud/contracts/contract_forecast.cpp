#include "cloud/contracts/contract_forecast.hpp"

#include <algorithm>

namespace traction::contracts {
namespace {

bool waits(const Charge& charge) {
    return charge.phase == ChargePhase::waiting;
}

std::optional<Timestamp> next_instant(const Forecast& forecast) {
    std::optional<Timestamp> next = forecast.contract.unpaid_until;
    const auto consider = [&](Timestamp at) { next = next ? std::min(*next, at) : at; };
    if (forecast.contract.due) consider(forecast.contract.due->at);
    for (const auto& charge : forecast.charges) {
        if (waits(charge)) consider(charge.due_at);
    }
    return next;
}

void move_all_waiting(Forecast& forecast, Timestamp now, ChargeOccurrence occurrence, Step step,
                      bool whenever_due) {
    for (auto& charge : forecast.charges) {
        if (!waits(charge) || (!whenever_due && charge.due_at != now)) continue;
        charge.phase = *next_phase(charge.phase, occurrence);
        forecast.steps.push_back({now, step});
    }
}

void apply(Forecast& forecast, Decision decision, Timestamp now) {
    for (const auto step : decision.steps) forecast.steps.push_back({now, step});
    if (decision.charge) forecast.charges.push_back(*decision.charge);
    forecast.contract = std::move(decision.contract);
    if (forecast.contract.phase == Phase::ended)
        move_all_waiting(forecast, now, ChargeOccurrence::contract_ended, Step::charge_cancelled, true);
}

/// In the order in which the worker does what is due at one instant.
void live_through(Forecast& forecast, Timestamp now) {
    const auto& contract = forecast.contract;
    if (contract.due && contract.due->at == now) apply(forecast, on_due(contract, now), now);
    move_all_waiting(forecast, now, ChargeOccurrence::came_due, Step::charge_due, false);
    if (contract.unpaid_until == now) apply(forecast, on_left_unpaid(contract, now), now);
}

}  // namespace

Forecast foresee(Contract contract, std::vector<Charge> charges, Timestamp until) {
    Forecast forecast{std::move(contract), std::move(charges)};
    for (auto next = next_instant(forecast); next && *next < until; next = next_instant(forecast))
        live_through(forecast, *next);
    return forecast;
}

Timestamp foreseeable_until(const Contract& contract, Timestamp now) {
    auto until = now;
    if (const auto end = runs_until(contract)) until = std::max(until, *end);
    if (contract.due) until = std::max(until, contract.due->at);
    if (contract.unpaid_until) until = std::max(until, *contract.unpaid_until);
    return until + Milliseconds{1};
}

bool renewable_on(const Contract& contract, LocalDay day) {
    return is_running(contract.phase) && last_day(contract) == day;
}

}  // namespace traction::contracts
