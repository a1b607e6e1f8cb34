/// The worker `mail`: sends the letters that other workers write to people. Rules A2, A3, A6, A7, G8, C7, N1.
#pragma once

#include <functional>
#include <set>

#include "cloud/mail/mail_store.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/mail.hpp"

namespace traction::mail {

inline constexpr std::size_t kMostUnderWay = 8;  ///< mails handed to the transport at once

/// Where letters go, and in whose name. A transport lives and dies with one life of the worker.
struct Post {
    std::function<std::unique_ptr<ports::MailTransport>()> open;
    std::string sender;  ///< a mail address; what follows its '@' ends every Message-ID
};

class MailWorker : public runtime::Worker {
   public:
    MailWorker(ports::Database& database, const Post& post);

    void declare(runtime::Handlers& handlers) override;
    /// Letters that ended long enough ago are forgotten.
    std::optional<Timestamp> next_due() override;
    std::vector<runtime::DueAct> due_acts(Timestamp until) override;
    void on_due(runtime::Turn& turn) override;
    /// Looks at what is under way, and takes up letters that are due.
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    /// A mail cannot be taken back: the attempt is durable before it begins.
    bool waits_for_commit() const override { return !prepared_.empty(); }
    void on_committed(runtime::Turn& turn) override;

   private:
    using Turn = runtime::Turn;

    void on_letter(Turn& turn, const wire::letters::Letter& letter);
    void on_withdraw(Turn& turn, const wire::letters::Withdraw& message);
    runtime::Handlers::Answer list_waiting();
    void prepare(Turn& turn, const WaitingLetter& waiting);
    void take_outcomes(Turn& turn);
    void settle(Turn& turn, const ports::MailOutcome& outcome);
    void end(Turn& turn, const LetterId& letter, Step step, const std::string& reason);

    MailStore store_;
    std::unique_ptr<ports::MailTransport> transport_;
    std::string sender_;
    std::vector<ports::Mail> prepared_;  ///< wait for the commit of their attempt
    std::set<LetterId> under_way_;
    Timestamp next_look_{};  ///< at what is under way; machine time
};

runtime::WorkerKind worker_kind(Post post);

}  // namespace traction::mail
