/// The receiving end of numbered streams (design 4): number n+1 only, remembered in the transaction of its
/// effect, acknowledged cumulatively after the commit. One object per worker, used in its loop only.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/ports/bus.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/randomness.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/streams.hpp"

namespace traction::runtime {

/// More epochs than this within a day from one car: it is taken for broken, and not listened to until a day
/// has passed.
inline constexpr int kMostEpochsADay = 4;

/// Under load a stream is acknowledged only when half of its sender's window has been applied, because the
/// broker pays by the message. No acknowledgement is held longer than this (machine time).
inline constexpr Milliseconds kLongestHeld{10};

class IncomingStreams {
   public:
    /// `receiver` is this worker's name, or the car's VIN. It names itself so when it acknowledges events,
    /// and tells its position in all `wire::streams_to` it, heard or not.
    IncomingStreams(ports::Database& database, std::string receiver);
    ~IncomingStreams();
    IncomingStreams(const IncomingStreams&) = delete;
    IncomingStreams& operator=(const IncomingStreams&) = delete;

    enum class Verdict {
        apply,        ///< it is the next one: take its effect and call `applied`
        repeated,     ///< it was applied before; it is acknowledged again
        gap,          ///< something before it is missing, or it is a probe; the sender is told where we stand
        quarantined,  ///< the sender began too many epochs today; it is not answered
    };
    Verdict judge(const std::string& stream, const wire::Numbered& message, Timestamp machine_now);
    /// The message that was judged `apply` last on this stream has had its effect.
    void applied(const std::string& stream);
    /// A message that cannot be understood: it counts as applied, and is kept for people.
    void applied_unreadable(const std::string& stream, const wire::Numbered& message, const Refusal& why,
                            Timestamp now);

    /// Writes all positions that changed. The last thing before a commit.
    void save();
    /// Appends one acknowledgement for each stream that wants one. `now` is service time. With `busy`, those
    /// that can wait are held back: see `kLongestHeld`.
    void acknowledge(std::optional<Timestamp> now, Timestamp machine_now, bool busy,
                     std::vector<ports::Publication>& out);

    /// The connection is new: each stream's position is told, at random moments of a spread that grows with
    /// their number.
    void on_connected(Timestamp machine_now, ports::Randomness& randomness, Milliseconds spread);
    /// Announcements that are due want to be acknowledged now.
    void announce(Timestamp machine_now);
    std::optional<Timestamp> next_announcement() const;
    /// When the acknowledgements that were held back must go.
    std::optional<Timestamp> held_until() const;

    std::int64_t quarantined() const { return quarantined_; }

   private:
    struct Position {
        wire::Epoch epoch = 0;
        wire::Number applied = 0;
        std::string ack_topic = {};
        int enough = 0;  ///< so many unacknowledged messages are half of the window
        int unacknowledged = 0;
        bool changed = false;
        bool wants_acknowledgement = false;
        bool at_once = false;  ///< its sender waits for the word, or was mistaken
        bool misses_something = false;
    };
    Position& position_of(const std::string& stream);
    Verdict judge_other_epoch(const std::string& stream, Position& position, const wire::Numbered& message,
                              Timestamp machine_now);
    bool too_many_epochs(const std::string& stream, Timestamp machine_now);
    void want_acknowledgement(const std::string& stream, Position& position);
    void want_at_once(const std::string& stream, Position& position);
    bool may_wait(const Position& position) const;
    /// The same, and the sender is asked to send again what comes next.
    Verdict tell_gap(const std::string& stream, Position& position);

    std::string receiver_;
    std::unordered_map<std::string, Position> positions_;
    std::vector<std::string> changed_;
    std::vector<std::string> to_acknowledge_;
    std::optional<Timestamp> held_since_;  ///< machine time
    std::set<std::pair<Timestamp, std::string>> announcements_;
    std::int64_t quarantined_ = 0;

    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared load_, save_, open_, close_others_, is_closed_, opened_since_, keep_unreadable_;
};

}  // namespace traction::runtime
