/// Answers asks: idempotent by id, always on the topic that follows from the ask's own topic (design 4).
#pragma once

#include <string>
#include <vector>

#include "shared/runtime/audit_log.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/runtime/remembered_answers.hpp"

namespace traction::runtime {

/// An operator's wish for a back-up; it is carried out after the commit.
struct BackupWish {
    AskId id;
    std::string directory;
    std::string answer_topic;
    std::string correlation;
};

inline constexpr std::size_t kMostWaitingAsks =
    1'000;  ///< beyond it their askers' repetitions are waited for

class Answerer {
   public:
    Answerer(ports::Database& database, const Handlers& handlers);

    /// Handles one ask; its answer is published when the turn is committed. A text that is not an ask is
    /// answered with a refusal of the empty id "unreadable".
    void on_ask(Turn& turn, const wire::ParsedTopic& topic, const ports::Message& message);
    /// Asks whose handlers said `answer_later`; to be handled again. Kept in memory only: the asker repeats
    /// what a crash forgot.
    std::vector<ports::Message> take_waiting() { return std::exchange(waiting_, {}); }
    std::vector<BackupWish> take_backup_wishes() { return std::exchange(backup_wishes_, {}); }
    void forget_older_than(Timestamp instant) { remembered_.forget_older_than(instant); }

   private:
    std::string answer_to(Turn& turn, const Asker& asker, const std::string& verb,
                          const std::string& answer_topic, const ports::Message& message);
    std::string answer_known(Turn& turn, const Asker& asker, const std::string& verb,
                             const std::string& answer_topic, const wire::Ask& ask);
    std::string wish_for_backup(const Turn& turn, const Asker& asker, const wire::Ask& ask,
                                const std::string& answer_topic, const ports::Message& message);
    Result<wire::Json> read_audit(const wire::Ask& ask);
    void keep_waiting(const ports::Message& message);
    void note(const Turn& turn, const Asker& asker, const std::string& verb, wire::Json about,
              const Result<wire::Json>& outcome);

    const Handlers& handlers_;
    RememberedAnswers remembered_;
    AuditLog audit_;
    std::vector<BackupWish> backup_wishes_;
    std::vector<ports::Message> waiting_;
};

}  // namespace traction::runtime
