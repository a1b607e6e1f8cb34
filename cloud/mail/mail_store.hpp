/// What `mail` remembers: each letter until it has ended, and of those that have, that they did.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cloud/mail/mail_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::mail {

std::span<const ports::Migration> migrations();

/// A letter that waits.
struct WaitingLetter {
    wire::letters::Letter letter;
    Timestamp received_at{};  ///< service time
    Timestamp tried_since{};  ///< machine time of its arrival
    int attempts = 0;
    Timestamp next_attempt_at{};  ///< machine time
    std::string reason;           ///< why it did not go the last time; empty before the first
};

/// A letter that has ended without being sent.
struct EndedLetter {
    LetterId letter;
    Phase phase{};
    std::string reason;
    Timestamp ended_at{};  ///< service time
};

class MailStore {
   public:
    /// What is erased is also overwritten in the file.
    explicit MailStore(ports::Database& database);

    bool knows(const LetterId& letter);
    /// A new letter, to be tried at once.
    void add(const wire::letters::Letter& letter, Timestamp now, Timestamp machine_now);
    /// Nothing when it is not known, or has ended.
    std::optional<WaitingLetter> waiting(const LetterId& letter);
    /// Those whose next attempt is due, the longest due first.
    std::vector<WaitingLetter> due(Timestamp machine_now, int most);
    /// Machine time.
    std::optional<Timestamp> next_attempt();

    /// One more attempt begins.
    void begin_attempt(const LetterId& letter, Timestamp next_attempt_at);
    void put_off(const LetterId& letter, Timestamp next_attempt_at, const std::string& reason);
    /// Erases what the letter said and to whom.
    void end(const LetterId& letter, Phase phase, const std::string& reason, Timestamp at);
    /// Takes note of a letter that never came and is not to be sent when it does.
    void enter_withdrawn(const LetterId& letter, Timestamp now, Timestamp machine_now);

    /// When the first letter ended of which something is kept. Service time.
    std::optional<Timestamp> first_ended();
    /// Of those that ended until then.
    std::vector<runtime::DueAct> ended_until(Timestamp at);
    void forget_ended_until(Timestamp at);

    std::int64_t count_waiting();
    /// The longest waiting first.
    std::vector<WaitingLetter> longest_waiting(int most);
    std::map<std::string, std::int64_t> ended_by_phase();
    /// The newest first.
    std::vector<EndedLetter> newest_undelivered(int most);

   private:
    std::unique_ptr<ports::Statement> knows_, add_, waiting_, due_, next_attempt_;
    std::unique_ptr<ports::Statement> begin_attempt_, put_off_, end_, enter_withdrawn_;
    std::unique_ptr<ports::Statement> first_ended_, ended_until_, forget_ended_;
    std::unique_ptr<ports::Statement> count_waiting_, longest_waiting_, ended_by_phase_, newest_undelivered_;
};

}  // namespace traction::mail
