/// The worker `state`: takes the cars' reports, keeps their samples and happenings for who owned the car when
/// they were measured, and shows each car's twin. Rules V1, V3, V4, D3, H1; design 4 and 7.
#pragma once

#include "cloud/ownership/ownership_book.hpp"
#include "cloud/state/live_view.hpp"
#include "cloud/state/staff_sight.hpp"
#include "cloud/state/state_export.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::state {

inline constexpr std::chrono::minutes kLeaseLasts{5};        ///< machine time
inline constexpr std::chrono::seconds kCheckpointEvery{10};  ///< machine time

struct Options {
    /// Keep what a car reports that never had an owner.
    bool store_unowned = true;
};

runtime::WorkerKind worker_kind(Options options = {});

class StateWorker final : public runtime::Worker {
   public:
    StateWorker(ports::Database& database, Options options);

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return sight_.next_end(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return sight_.due_acts(until); }
    void on_due(runtime::Turn& turn) override { sight_.forget_ended(turn.now()); }
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    bool publish_view(runtime::Turn& turn, std::size_t page) override {
        return view_.publish_page(turn, page);
    }

   private:
    using Answer = runtime::Handlers::Answer;

    std::optional<Refusal> on_report(runtime::Turn& turn, const runtime::Origin& origin,
                                     std::string_view body);
    void follow_privacy(runtime::Turn& turn, Car& car, const wire::Report& report);
    void keep_samples(runtime::Turn& turn, Car& car, const wire::Report& report);
    void keep_happenings(runtime::Turn& turn, Car& car, const wire::Report& report);

    Answer on_watch(runtime::Turn& turn, const runtime::Asker& asker, const wire::state::Watch& ask);
    Answer on_unwatch(runtime::Turn& turn, const runtime::Asker& asker, const wire::state::Unwatch& ask);
    Answer on_show(runtime::Turn& turn, const runtime::Asker& asker, const wire::state::Show& ask);

    void on_began(runtime::Turn& turn, const runtime::Origin& origin,
                  const wire::garage::OwnershipBegan& event);
    void on_ended(runtime::Turn& turn, const runtime::Origin& origin,
                  const wire::garage::OwnershipEnded& event);
    void on_app_data_erased(runtime::Turn& turn, const runtime::Origin& origin,
                            const wire::accounts::AppDataErased& event);
    void on_teardown(runtime::Turn& turn, const runtime::Origin& origin,
                     const wire::contracts::TeardownBegan& event);

    /// The twin as its owner may see it: nothing of an earlier period.
    wire::Json seen_by_owner(const Car& car, OwnershipPeriod period) const;
    /// Erases what is there of a period.
    Erased erase(runtime::Turn& turn, Car& car, Period& period);
    /// Erases what was measured in a period before the account's last app went, and drops it from now on.
    void erase_app_data(runtime::Turn& turn, Car& car, Period& period, Timestamp gone);
    /// Those of this period, and of earlier ones.
    std::int64_t end_leases(Car& car, OwnershipPeriod period);

    Options options_;
    ownership::OwnershipBook book_;
    Cars cars_;
    LiveView view_;
    StaffSight sight_;
    StateExport export_;
    wire::ReportDecoder decoder_;
    std::optional<Timestamp> checkpoint_at_;
};

}  // namespace traction::state
