/// The worker `danger_zones`: makes zones of the cameras in a file, and gives each car that has a running
/// contract for them those that lie around it (rules D1, D2). A car says in which tile it is; it is answered
/// in the same turn, and where it was is kept nowhere.
#pragma once

#include "cloud/danger_zones/danger_zones_rules.hpp"
#include "cloud/danger_zones/danger_zones_store.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/store.hpp"

namespace traction::danger_zones {

class DangerZonesWorker final : public runtime::Worker {
   public:
    DangerZonesWorker(ports::Database& database, OpenCameras cameras)
        : cameras_(std::move(cameras)), book_(database), store_(database) {}

    void declare(runtime::Handlers& handlers) override;

    /// Reads the file. Refuses with `camera_file_not_named` and `camera_file_not_valid` ("why", and "line"
    /// where it is one); what was read before then stays. The same file again changes nothing.
    Result<wire::Json> load();

   private:
    using Turn = runtime::Turn;
    using Origin = runtime::Origin;

    void follow_contracts(runtime::Handlers& handlers);
    template <class Event>
    void follow(runtime::Handlers& handlers, bool running);
    template <class Event>
    void follow_end(runtime::Handlers& handlers);

    void on_wanted(Turn& turn, const Origin& origin, const wire::danger_zones::SurroundingsWanted& wanted);
    void on_teardown(Turn& turn, const wire::contracts::TeardownBegan& event);
    /// What has not been sent to the car yet is not sent any more.
    void take_back(Turn& turn, const Vin& vin);

    OpenCameras cameras_;
    ownership::OwnershipBook book_;
    DangerZonesStore store_;
};

/// The file is read when the worker opens; without one, or with a bad one, it goes on with what it has.
runtime::WorkerKind worker_kind(OpenCameras cameras);

}  // namespace traction::danger_zones
