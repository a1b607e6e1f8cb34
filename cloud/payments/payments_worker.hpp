/// The worker `payments`: carries the payments that `billing` wants to the provider, and asks with the same
/// key until it has answered. Rule B3.
#pragma once

#include <functional>
#include <set>

#include "cloud/payments/payments_store.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::payments {

inline constexpr std::size_t kMostUnderWay = 64;  ///< payments asked for in one turn

/// Makes the provider, or the way to it. It lives and dies with one life of the worker.
using OpenProvider = std::function<std::unique_ptr<ports::PaymentProvider>()>;

class PaymentsWorker final : public runtime::Worker {
   public:
    PaymentsWorker(ports::Database& database, const OpenProvider& open_provider);

    void declare(runtime::Handlers& handlers) override;
    /// Looks for outcomes, and asks again for what is due.
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    /// That the provider is asked is durable before it is asked.
    bool waits_for_commit() const override { return !prepared_.empty(); }
    void on_committed(runtime::Turn& turn) override;
    bool expects_answer(Timestamp machine_now) const override;

   private:
    using Turn = runtime::Turn;

    void on_wanted(Turn& turn, const wire::billing::PaymentWanted& wanted);
    runtime::Handlers::Answer list_waiting();
    void take_outcomes(Turn& turn);
    void settle(Turn& turn, const ports::PaymentOutcome& outcome);

    PaymentsStore store_;
    std::unique_ptr<ports::PaymentProvider> provider_;
    std::vector<ports::Payment> prepared_;  ///< wait for the commit of their ask
    std::set<PaymentKey> under_way_;        ///< asked for in this life, and open
    Timestamp last_ask_{};                  ///< machine time, as is the next
    Timestamp next_look_{};
};

runtime::WorkerKind worker_kind(OpenProvider open_provider);

}  // namespace traction::payments
