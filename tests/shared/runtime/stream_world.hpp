/// Both ends of one numbered stream on real databases, and a network between them that loses, repeats and
/// reorders, all from a seed. Every message's effect is a row in the receiver's database, written in the
/// transaction that remembers its number.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/incoming_streams.hpp"
#include "shared/runtime/outgoing_streams.hpp"
#include "tests/shared/temporary_folder.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace traction::test {

/// What the network does to a packet.
struct Weather {
    int loss_percent = 0;
    int repeat_percent = 0;
    Milliseconds slowest{0};  ///< each packet takes a random time up to this
};

/// The sending worker: its database survives, the object does not.
class SendingSide final : public runtime::OutgoingStreams::Owner {
   public:
    SendingSide(std::string stream, ports::Randomness& randomness);
    ~SendingSide() override;

    void add(const std::string& body, Timestamp now, const std::string& key = {});
    bool withdraw(const std::string& key);
    void hear(const std::string& receiver, const wire::Acknowledgement& heard, Timestamp now);
    std::vector<ports::Publication> pump(Timestamp now);
    void connect(Timestamp now) { streams_->on_connected(now, Milliseconds{0}); }
    void disconnect() { streams_->on_disconnected(); }
    runtime::OutgoingStreams& streams() { return *streams_; }

    /// The process dies and comes back.
    void crash();
    /// The same inside a transaction that has already pumped.
    void crash_while_pumping(Timestamp now);
    void copy_to(const std::string& file) { database_->copy_to(file); }
    void restore(const std::string& file);
    void lose_database();
    ports::Database& database() { return *database_; }

    std::vector<std::string> numbered_keys;  ///< as `on_numbered` told them
    int new_epochs_heard = 0;
    std::function<void(runtime::OutgoingStreams&)> on_new_epoch_send;  ///< what the receiver should hold

   private:
    void on_numbered(const std::string& stream, const std::string& key) override;
    void on_acknowledged(const std::string&) override {}
    void on_new_epoch(const std::string& stream) override;
    void open();
    template <class Work>
    void in_transaction(Work work);

    std::string stream_;
    ports::Randomness& randomness_;
    std::unique_ptr<ports::Database> database_;
    std::unique_ptr<runtime::OutgoingStreams> streams_;
};

class ReceivingSide {
   public:
    ReceivingSide(std::string name, ports::Randomness& randomness);

    /// One message in one transaction. Gives the acknowledgements.
    std::vector<ports::Publication> receive(const ports::Publication& message, Timestamp now);
    std::vector<ports::Publication> announce(Timestamp now);
    void connect(Timestamp now) { streams_->on_connected(now, randomness_, Milliseconds{0}); }
    runtime::IncomingStreams& streams() { return *streams_; }
    std::vector<std::string> applied();

    void crash();
    /// The effect is taken, and the process dies before the commit.
    void crash_while_applying(const ports::Publication& message, Timestamp now);
    void copy_to(const std::string& file) { database_->copy_to(file); }
    void restore(const std::string& file);
    void lose_database();
    ports::Database& database() { return *database_; }

    bool away = false;  ///< nothing reaches it
    bool busy = false;  ///< it holds acknowledgements back

   private:
    void open();
    void apply(const ports::Publication& message, Timestamp now);
    std::vector<ports::Publication> acknowledgements(Timestamp now);

    std::string name_;
    ports::Randomness& randomness_;
    std::unique_ptr<ports::Database> database_;
    std::unique_ptr<runtime::IncomingStreams> streams_;
};

class StreamWorld {
   public:
    /// `receivers`: the followers of an event stream, or one empty name.
    StreamWorld(std::string stream, std::vector<std::string> receivers, std::uint64_t seed, Weather weather);

    Timestamp now() const { return now_; }
    void send(const std::string& body, const std::string& key = {});
    /// Lives on for a while; packets and timers come at their own instants.
    void run(Milliseconds duration);
    /// Until nothing is under way and nothing is unacknowledged; false after a day without that.
    bool settle();
    void set_weather(Weather weather) { weather_ = weather; }
    /// Both ends lose their connection, with everything under way, and have a new one.
    void reconnect();

    SendingSide& sender() { return sender_; }
    ReceivingSide& receiver(const std::string& name = "") { return *receivers_.at(name); }
    std::size_t packets_sent() const { return packets_sent_; }
    /// True of about one in `n` calls, from the seed.
    bool one_in(std::uint64_t n) { return randomness_.next() % n == 0; }
    /// Called before each packet is delivered.
    std::function<void()> before_delivery;

   private:
    struct Packet {
        std::string to;  ///< a receiver's name, or `kSender`
        ports::Publication publication;
    };
    void post(const std::string& to, const ports::Publication& publication);
    void pump();
    void deliver(const Packet& packet);
    Timestamp next_timer();
    void live_until(Timestamp end);

    SeededRandomness randomness_;
    Timestamp now_;
    Weather weather_;
    SendingSide sender_;
    std::map<std::string, std::unique_ptr<ReceivingSide>> receivers_;
    std::multimap<Timestamp, Packet> under_way_;
    std::size_t packets_sent_ = 0;
};

/// "message 1" … "message n".
std::vector<std::string> messages(int first, int last);

}  // namespace traction::test
