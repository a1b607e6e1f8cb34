/// The payment provider of the sandbox: a process of its own, as a real provider is somewhere else. It takes
/// no money, keeps books of what it would have taken, and misbehaves as the token says. Rule B3.
#pragma once

#include <map>

#include "cloud/payment_sandbox/sandbox_rules.hpp"
#include "cloud/payment_sandbox/sandbox_store.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::payment_sandbox {

class SandboxWorker final : public runtime::Worker {
   public:
    explicit SandboxWorker(ports::Database& database);

    void declare(runtime::Handlers& handlers) override;
    /// Late answers.
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    /// A token may want it to crash when a charge is on the disk and its answer has not left: a Fault throws
    /// this life away, as a power cut would.
    bool waits_for_commit() const override { return crashes_; }
    void on_committed(runtime::Turn& turn) override;

   private:
    void on_ask(runtime::Turn& turn, const wire::provider::PaymentAsk& ask);
    void settle(runtime::Turn& turn, const wire::provider::PaymentAsk& ask, const Conduct& conduct);
    void answer(runtime::Turn& turn, const PaymentKey& key);

    SandboxStore store_;
    bool crashes_ = false;
    std::multimap<Timestamp, PaymentKey> late_;  ///< machine time; one that is lost is asked for again
};

runtime::WorkerKind worker_kind();

}  // namespace traction::payment_sandbox
