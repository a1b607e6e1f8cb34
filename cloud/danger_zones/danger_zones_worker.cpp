#include "cloud/danger_zones/danger_zones_worker.hpp"

#include <functional>

#include <spdlog/spdlog.h>

#include "shared/wire/refusals.hpp"

namespace traction::danger_zones {

using wire::danger_zones::LoadCameras;
using wire::danger_zones::Surroundings;
using wire::danger_zones::SurroundingsStillGood;
using wire::danger_zones::SurroundingsWanted;
using wire::store::OrderPlaced;
namespace contracts = wire::contracts;

namespace {

constexpr std::string_view kWorker = "danger_zones";
/// Of two orders that wait for a car only the later one counts.
constexpr const char* kKey = "surroundings";

std::string stream_to(const Vin& vin) {
    return wire::order_stream(vin, kWorker);
}

/// What is wrong, for people; it never tells where a camera is.
void complain(const Refusal& refusal) {
    const auto line = refusal.facts.find("line");
    spdlog::error("danger_zones: the file of cameras is wrong{}: {}. The zones stay as they were.",
                  line == refusal.facts.end() ? "" : " in line " + line->second, refusal.facts.at("why"));
}

}  // namespace

runtime::WorkerKind worker_kind(OpenCameras cameras) {
    return {.name = std::string(kWorker),
            .migrations = migrations,
            .open = [cameras = std::move(cameras)](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                auto worker = std::make_unique<DangerZonesWorker>(database, cameras);
                if (!cameras) return worker;
                database.begin();
                if (const auto loaded = worker->load(); !loaded) complain(loaded.refusal());
                database.commit();
                return worker;
            }};
}

void DangerZonesWorker::declare(runtime::Handlers& handlers) {
    handlers.outcome<SurroundingsWanted>(kWorker, std::bind_front(&DangerZonesWorker::on_wanted, this));
    handlers.change<LoadCameras>(wire::Party::operators,
                                 [this](Turn&, const runtime::Asker&, const LoadCameras&) { return load(); });
    ownership::follow(handlers, book_, {.began = {}, .ended = [this](Turn& turn, const auto& event) {
                                            take_back(turn, event.vin);
                                        }});
    handlers.event<OrderPlaced>("store", [this](Turn&, const Origin&, const OrderPlaced& order) {
        for (const auto& item : order.items)
            store_.note_product(item.contract, order.vin, item.product == contracts::Product::speedcam);
    });
    follow_contracts(handlers);
}

void DangerZonesWorker::follow_contracts(runtime::Handlers& handlers) {
    follow<contracts::ContractActivated>(handlers, true);
    follow<contracts::ContractResumed>(handlers, true);
    follow<contracts::ContractSuspended>(handlers, false);
    follow_end<contracts::ContractExpired>(handlers);
    follow_end<contracts::ContractEnded>(handlers);
    handlers.event<contracts::ContractMoved>(
        "contracts", [this](Turn&, const Origin&, const auto& event) { store_.note_moved(event); });
    handlers.event<contracts::TeardownBegan>(
        "contracts", [this](Turn& turn, const Origin&, const auto& event) { on_teardown(turn, event); });
}

template <class Event>
void DangerZonesWorker::follow(runtime::Handlers& handlers, bool running) {
    handlers.event<Event>("contracts", [this, running](Turn& turn, const Origin&, const Event& event) {
        store_.note_running(event, running);
        if (!store_.serves(event.vin)) take_back(turn, event.vin);
    });
}

template <class Event>
void DangerZonesWorker::follow_end(runtime::Handlers& handlers) {
    handlers.event<Event>("contracts", [this](Turn& turn, const Origin&, const Event& event) {
        store_.forget(event.contract);
        if (!store_.serves(event.vin)) take_back(turn, event.vin);
    });
}

/// A car that may not be warned is not answered: it asks again when it is entitled, or it is out of step with
/// its contract's events, and asks again anyway.
void DangerZonesWorker::on_wanted(Turn& turn, const Origin& origin, const SurroundingsWanted& wanted) {
    const auto vin = Vin::parse(origin.vin).value();
    const auto owner = book_.owner_of(vin);
    if (!owner || owner->period != wanted.period || !store_.serves(vin)) return;
    auto zones = store_.zones_around(wanted.tile);
    const auto version = version_of(zones);
    const auto good_until = turn.now() + kGoodFor;
    if (version == wanted.version) {
        const SurroundingsStillGood order{
            .period = owner->period, .tile = wanted.tile, .version = version, .good_until = good_until};
        return turn.send(stream_to(vin), order.json(), kKey);
    }
    const Surroundings order{.period = owner->period,
                             .tile = wanted.tile,
                             .version = version,
                             .good_until = good_until,
                             .zones = std::move(zones)};
    turn.send(stream_to(vin), order.json(), kKey);
}

void DangerZonesWorker::on_teardown(Turn& turn, const contracts::TeardownBegan& event) {
    book_.end(event.vin, event.period);
    const auto erased = store_.tear_down(event);
    if (!book_.owner_of(event.vin)) take_back(turn, event.vin);
    turn.emit(contracts::TeardownPart{.teardown = event.teardown, .counts = {{"contracts_served", erased}}});
}

void DangerZonesWorker::take_back(Turn& turn, const Vin& vin) {
    turn.withdraw(stream_to(vin), kKey);
}

Result<wire::Json> DangerZonesWorker::load() {
    if (!cameras_) return Refusal(wire::refused::camera_file_not_named);
    const auto file = cameras_();
    if (!file) return Refusal(wire::refused::camera_file_not_valid, {{"why", "the file cannot be opened"}});
    const auto cameras = read_cameras(*file);
    if (!cameras) return cameras.refusal();
    const auto zones = zones_of(*cameras);
    if (!fit_into_orders(zones))
        return Refusal(wire::refused::camera_file_not_valid,
                       {{"why", "more than 2000 zones lie around one tile of half a degree"}});
    const bool changed = zones != store_.zones();
    if (changed) store_.replace_zones(zones);
    return wire::Json{{"cameras", cameras->size()}, {"zones", zones.size()}, {"changed", changed}};
}

}  // namespace traction::danger_zones
