/// The sending end of numbered streams (design 4): late numbering, a window per receiver, go-back on gaps,
/// back-off with jitter, a position per follower, new epochs. One object per worker; all calls happen in the
/// worker's loop, inside its transaction, but for those that say otherwise.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "shared/ports/bus.hpp"
#include "shared/ports/randomness.hpp"
#include "shared/runtime/outbox_store.hpp"
#include "shared/runtime/outgoing_stream.hpp"

namespace traction::runtime {

inline constexpr std::chrono::days kEventsKept{400};

class OutgoingStreams {
   public:
    /// What the worker has to say about its streams. Called inside the transaction.
    class Owner {
       public:
        virtual ~Owner() = default;
        /// The message got its number: it is about to be sent for the first time.
        virtual void on_numbered(const std::string& stream, const std::string& key) = 0;
        /// The stream begins anew because its receiver lost its memory: send first what the receiver should
        /// hold now.
        virtual void on_new_epoch(const std::string& stream) = 0;
        /// A receiver said where it stands: `has_arrived` may answer otherwise than before.
        virtual void on_acknowledged(const std::string& stream) = 0;
    };

    /// Reads where the streams stand.
    OutgoingStreams(ports::Database& database, ports::Randomness& randomness, Owner& owner);
    ~OutgoingStreams();
    OutgoingStreams(const OutgoingStreams&) = delete;
    OutgoingStreams& operator=(const OutgoingStreams&) = delete;

    /// Opens a new epoch for each stream that a restore marked. Called first in each transaction; costs
    /// nothing when there is none.
    void begin_marked_epochs();

    /// A stream that never sent anything begins its first epoch with the next transaction, so that its
    /// receiver hears at once what it should hold. No transaction needed.
    void begin_if_new(const std::string& stream);

    /// Queues a message. A waiting message with the same non-empty key is replaced. `at` is service time.
    /// Events that nobody follows are not kept.
    void add(const std::string& stream, std::string_view body, const std::string& key, Timestamp at);
    /// True when the message was still waiting, and is gone.
    bool withdraw(const std::string& stream, const std::string& key);
    /// True when this receiver (of events the follower, else empty) has acknowledged the message that was
    /// added under this key, which no other message of the stream has.
    bool has_arrived(const std::string& stream, std::string_view receiver, const std::string& key);

    /// Takes note of where a receiver stands.
    void on_acknowledgement(const std::string& stream, const std::string& receiver,
                            const wire::Acknowledgement& acknowledgement, Timestamp machine_now);
    /// From now on a car is sent orders only while it is known to be present. No transaction needed.
    void expect_presence() { presence_expected_ = true; }
    /// To a car that is absent nothing is sent; when it is back, at once. No transaction needed.
    void set_present(std::string_view vin, bool present);

    /// The connection is new: everything unacknowledged goes again, after a random part of `spread`. No
    /// transaction needed.
    void on_connected(Timestamp machine_now, Milliseconds spread);
    /// Nothing is sent until the next connection, and no car is known to be present. No transaction needed.
    void on_disconnected();

    /// Numbers and appends to `out` all that may go now. `now` is service time, written into each message.
    void pump(Timestamp machine_now, Timestamp now, std::vector<ports::Publication>& out);
    /// When `pump` should be called again though nothing happens. Machine time. No transaction needed.
    std::optional<Timestamp> next_retry() const;
    /// Everything that a present receiver can be sent is acknowledged. No transaction needed.
    bool settled() const;

    /// Drops events that are older than `kEventsKept` and acknowledged by all followers.
    void prune(Timestamp now);

    std::int64_t rows() const { return store_.count(); }
    std::int64_t new_epochs() const { return new_epochs_; }

   private:
    using Stream = OutgoingStream;
    using Receiver = OutgoingReceiver;

    Stream& open(const std::string& name);
    Stream& load(const OutboxStore::StreamRow& row);
    void begin_epoch(Stream& stream);
    void requeue(Stream& stream);
    void on_progress(Stream& stream, Receiver& receiver, wire::Number applied);
    void recover(Stream& stream, Receiver& receiver, const wire::Acknowledgement& heard);
    bool present(const Stream& stream) const;
    bool number_next(Stream& stream);
    void refresh(Stream& stream);
    Milliseconds jittered(Milliseconds duration);

    struct Outlet {
        Timestamp machine_now;
        Timestamp now;
        std::vector<ports::Publication>& out;
    };
    void wake_streams(Timestamp machine_now);
    void pump_stream(Stream& stream, const Outlet& outlet);
    void pump_receiver(Stream& stream, Receiver& receiver, const Outlet& outlet);
    bool send_next(Stream& stream, Receiver& receiver, const Outlet& outlet);
    void publish(const Stream& stream, wire::Number number, std::string_view body, const Outlet& outlet);

    OutboxStore store_;
    ports::Randomness& randomness_;
    Owner& owner_;
    bool connected_ = false;
    bool presence_expected_ = false;
    std::int64_t new_epochs_ = 0;
    bool epochs_marked_ = false;
    std::map<std::string, std::unique_ptr<Stream>, std::less<>> streams_;
    std::set<std::string, std::less<>> present_vins_;
    // Ordered, so that a simulation repeats itself.
    std::set<std::string> ready_;      ///< may have something to send
    std::set<std::string> unsettled_;  ///< have something that a present receiver has not acknowledged
    std::set<std::pair<Timestamp, std::string>> timers_;
};

/// Marks a database as restored from a back-up: the next start opens new epochs for all its outgoing streams.
void mark_restored(ports::Database& database);

}  // namespace traction::runtime
