/// What the sending end keeps in memory of one numbered stream and of each of its receivers. All of it but a
/// few positions can be forgotten at any moment; the rest is in `OutboxStore`.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/domain/timestamp.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/streams.hpp"

namespace traction::runtime {

inline constexpr Milliseconds kFirstRetry{2'000};
inline constexpr Milliseconds kLongestRetry{10 * 60'000};
/// Between two questions to a receiver that seems to have lost its memory.
inline constexpr Milliseconds kProbeEvery{1'000};
/// A receiver that answers none of so many probes is away. It will say where it stands when it is back.
inline constexpr int kMostProbes = 10;

/// Where one receiver stands: `acknowledged` <= `sent`, and what lies between them is under way.
class OutgoingReceiver {
   public:
    OutgoingReceiver(std::string name, wire::Number acknowledged)
        : name_(std::move(name)), acknowledged_(acknowledged), sent_(acknowledged) {}

    const std::string& name() const { return name_; }
    wire::Number acknowledged() const { return acknowledged_; }
    wire::Number sent() const { return sent_; }
    bool waits_for_acknowledgement() const { return sent_ > acknowledged_; }
    bool has_room(wire::Window window) const;
    /// True for a word older than one that was heard before over this connection: it comes late, and says
    /// nothing of where the receiver stands. `said_at` is the receiver's service time, which never goes back.
    bool is_late(std::optional<Timestamp> said_at);
    /// The next message went out.
    void on_sent(std::size_t bytes);
    /// Everything up to `applied`, which is more than `acknowledged`, has arrived.
    void on_progress(wire::Number applied);
    /// It stands where we think it does.
    void on_standstill() { suspicion_.reset(); }
    /// It misses what comes next: all that is under way is to go again. Heard once until that has arrived or
    /// is retried, because each message after a gap makes the receiver say so.
    void on_gap();
    /// It stands elsewhere: what is after `acknowledged` is to be sent.
    void set_back(wire::Number acknowledged);
    /// As if it had just been met: after a connection, and when a car comes or goes.
    void start_over();

    /// When everything under way is sent again. Nothing while nothing is under way, or before `arm_retry`.
    std::optional<Timestamp> retry_at() const { return retry_at_; }
    Milliseconds back_off() const { return back_off_; }
    void arm_retry(Timestamp at) { retry_at_ = at; }
    /// The retry's time has come: goes back, and waits twice as long the next time.
    void retry();

    /// It seems to have lost what it acknowledged. True when it is to be believed: it was asked a while ago,
    /// and says it still.
    bool on_suspicion(Timestamp now);
    /// When the next probe is to be sent; nothing without a suspicion.
    std::optional<Timestamp> probe_at() const;
    void on_probed(Timestamp now);

   private:
    struct Suspicion {
        Timestamp since;
        Timestamp probe_at;
        int probes = 0;
    };
    void go_back();

    std::string name_;
    wire::Number acknowledged_;
    wire::Number sent_;
    std::deque<std::size_t> sizes_under_way_;
    std::size_t bytes_under_way_ = 0;
    wire::Number going_again_to_ = 0;  ///< what was under way when it went back
    Milliseconds back_off_ = kFirstRetry;
    std::optional<Timestamp> retry_at_;
    std::optional<Suspicion> suspicion_;
    std::optional<Timestamp> heard_;  ///< when the latest word was said
};

struct OutgoingStream {
    std::string name;
    wire::StreamKind kind{};
    std::string vin;
    wire::Epoch epoch = 0;
    wire::Number last_number = 0;
    bool waiting = true;     ///< rows without a number may be there
    Timestamp held_until{};  ///< after a connection: the random moment at which it may send
    std::optional<Timestamp> timer;
    std::vector<OutgoingReceiver> receivers;

    OutgoingReceiver* receiver_named(std::string_view wanted);
};

}  // namespace traction::runtime
