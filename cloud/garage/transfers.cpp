#include "cloud/garage/transfers.hpp"

#include <algorithm>

#include "shared/wire/messages/access.hpp"
#include "shared/wire/streams.hpp"

namespace traction::garage {

using runtime::Turn;

namespace {

bool is_heard_by_all(Turn& turn, const std::string& key) {
    return std::all_of(kServingWorkers.begin(), kServingWorkers.end(), [&](std::string_view worker) {
        return turn.has_arrived(wire::event_stream("garage"), worker, key);
    });
}

}  // namespace

std::string Transfers::ended_key(const Vin& vin, OwnershipPeriod period) {
    return "ended-" + vin.text() + "-" + std::to_string(period);
}

void Transfers::begin(const Car& before, const AccountId& next) {
    store_.begin_transfer(
        {.vin = before.vin, .earlier = before.account, .period = before.period, .next = next});
}

std::vector<Vin> Transfers::go_on(Turn& turn) {
    const auto stream = wire::access_stream("garage");
    std::vector<Vin> arrived;
    for (const auto& transfer : store_.transfers()) {
        const auto key = ended_key(transfer.vin, transfer.period);
        if (transfer.sessions_told) {
            if (turn.has_arrived(stream, "", key)) arrived.push_back(transfer.vin);
        } else if (is_heard_by_all(turn, key)) {
            turn.send(stream, wire::access::SessionsEnd{transfer.earlier}.json(), key);
            store_.note_sessions_told(transfer.vin);
        }
    }
    return arrived;
}

}  // namespace traction::garage
