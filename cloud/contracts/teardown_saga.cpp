#include "cloud/contracts/teardown_saga.hpp"

#include "shared/wire/refusals.hpp"

namespace traction::contracts {

using namespace wire::contracts;

void TeardownSaga::begin(runtime::Turn& turn, const Teardown& teardown, EndReason reason,
                         std::int64_t contracts_ended) {
    store_.add(teardown);
    store_.add_part(teardown.id, "contracts", {{"contracts", contracts_ended}}, turn.now());
    turn.emit(TeardownBegan{.teardown = teardown.id,
                            .vin = teardown.vin,
                            .period = teardown.period,
                            .account = teardown.account,
                            .reason = reason});
}

void TeardownSaga::on_part(runtime::Turn& turn, std::string_view worker, const TeardownPart& part) {
    const auto teardown = store_.find(part.teardown);
    if (!teardown || teardown->done_at) return;
    store_.add_part(teardown->id, worker, part.counts, turn.now());
    const auto parts = store_.parts(teardown->id);
    const bool all =
        std::all_of(kTeardownWorkers.begin(), kTeardownWorkers.end(),
                    [&](std::string_view awaited) { return parts.contains(std::string(awaited)); });
    if (!all) return;
    store_.save_done(teardown->id, turn.now());
    turn.emit(TeardownDone{.teardown = teardown->id,
                           .vin = teardown->vin,
                           .account = teardown->account,
                           .reason = store_.ending(teardown->ending)->reason});
}

Result<wire::Json> TeardownSaga::receipt(const TeardownId& id, const std::optional<AccountId>& person) {
    const auto teardown = store_.find(id);
    if (!teardown || (person && teardown->account != *person))
        return Refusal(wire::refused::teardown_unknown);
    const auto ending = store_.ending(teardown->ending);
    wire::Json receipt{
        {"teardown", id.text()},           {"vin", teardown->vin.text()},
        {"period", teardown->period},      {"reason", wire::word_text(ending->reason, kEndReasonNames)},
        {"began_at", to_text(ending->at)}, {"done", teardown->done_at.has_value()},
        {"parts", store_.parts(id)}};
    if (teardown->done_at) receipt["done_at"] = to_text(*teardown->done_at);
    return receipt;
}

}  // namespace traction::contracts
