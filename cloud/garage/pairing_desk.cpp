#include "cloud/garage/pairing_desk.hpp"

#include "shared/wire/refusals.hpp"
#include "shared/wire/streams.hpp"

namespace traction::garage {

using runtime::Turn;
using wire::garage::CodeOrder;
using wire::garage::PairingId;

namespace {

/// One order per account: a car that is absent is not to show yesterday's codes one after the other.
std::string key_of(const AccountId& account) {
    return std::string(CodeOrder::kKind) + "-" + account.text();
}

Pairing fresh_pairing(Turn& turn) {
    return {.id = turn.fresh_id<PairingId>(),
            .code = code_from(turn.fresh_id<PairingId>().text()),
            .until = turn.now() + kCodeLasts};
}

}  // namespace

Result<Timestamp> PairingDesk::show_code(Turn& turn, const AccountId& account, const Vin& vin) {
    auto pairing = store_.find(account, vin);
    if (pairing && pairing->code.empty())
        return Refusal(wire::refused::too_many_attempts, {{"again_at", to_text(pairing->until)}});
    if (const auto refusal = count(account, "code", kMostCodes, turn.machine_now())) return *refusal;
    if (!pairing) pairing = fresh_pairing(turn);
    store_.save(account, vin, *pairing);
    const CodeOrder order{.pairing = pairing->id, .code = pairing->code, .show_until = pairing->until};
    turn.send(wire::order_stream(vin, "garage"), order.json(), key_of(account));
    return pairing->until;
}

std::optional<Refusal> PairingDesk::judge(Turn& turn, const AccountId& account,
                                          const wire::garage::Pair& typed) {
    auto pairing = store_.find(account, typed.vin);
    if (!pairing || pairing->code.empty()) return Refusal(wire::refused::pairing_code_missing);
    if (try_code(*pairing, typed.code, turn.now()) == Try::right) {
        forget(turn, account, typed.vin);
        return std::nullopt;
    }
    store_.save(account, typed.vin, *pairing);
    return Refusal(wire::refused::pairing_code_wrong, {{"tries_left", std::to_string(pairing->tries_left)}});
}

void PairingDesk::forget(Turn& turn, const AccountId& account, const Vin& vin) {
    store_.remove(account, vin);
    turn.withdraw(wire::order_stream(vin, "garage"), key_of(account));
}

void PairingDesk::on_code_shown(const wire::garage::CodeShown& outcome) {
    if (!outcome.shown) store_.remove(outcome.pairing);
}

std::optional<Refusal> PairingDesk::count_look_up(const AccountId& account, Timestamp machine_now) {
    return count(account, "look_up", kMostLookUps, machine_now);
}

std::optional<Refusal> PairingDesk::count(const AccountId& account, std::string_view what, int most,
                                          Timestamp machine_now) {
    const auto allowance = use(store_.allowance(account, what), most, machine_now);
    if (!allowance) return allowance.refusal();
    store_.save_allowance(account, what, *allowance);
    return std::nullopt;
}

}  // namespace traction::garage
