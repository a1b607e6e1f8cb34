/// One life of a worker: from the opening of its database to the end of the process, a crash or a fault. All
/// it knows is read from the database and from the bus; one `step` is one transaction.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/runtime/answerer.hpp"
#include "shared/runtime/incoming_streams.hpp"
#include "shared/runtime/service_time.hpp"
#include "shared/runtime/view_keeper.hpp"
#include "shared/runtime/worker.hpp"
#include "shared/wire/messages/operators.hpp"

namespace traction::runtime {

inline constexpr int kMostDueInATurn = 10'000;  ///< due instants in one transaction; the rest follows at once
inline constexpr std::size_t kMostHeld = 65'536;  ///< messages kept while the sandbox clock was not heard

/// What the bus brought since the last step.
struct Arrivals {
    bool disconnected = false;  ///< before `connected`
    bool connected = false;
    std::vector<ports::Message> messages;
    bool more_waiting = false;
};

class WorkerLife : OutgoingStreams::Owner {
   public:
    struct Setting {
        TimeMode time = TimeMode::wall;
        Milliseconds spread{1'000};  ///< over which positions are told after a connection
        std::string boot;            ///< random name of this run of the process
        /// Presence is said again, which heals one that was lost, and what is old is forgotten.
        Milliseconds house_keeping_every = std::chrono::hours{1};
    };
    WorkerLife(const WorkerKind& kind, ports::Database& database, ports::Randomness& randomness,
               Setting setting);
    ~WorkerLife() override;

    /// Handles the arrivals and all that is due, in one transaction. Gives what is to be published, in order.
    /// Throws Fault: then this life is over.
    std::vector<ports::Publication> step(Timestamp machine_now, Arrivals arrivals);
    /// When `step` is to be called though nothing arrives. Machine time.
    std::optional<Timestamp> wake_at(Timestamp machine_now);

    const Handlers& handlers() const { return handlers_; }
    const std::optional<wire::clock::Tick>& tick() const { return service_time_.tick(); }
    /// Everything that was heard and is due is done, and acknowledged by whoever is present.
    bool settled(Timestamp machine_now);
    std::vector<BackupWish> take_backup_wishes() { return answerer_.take_backup_wishes(); }
    std::int64_t handled() const { return handled_; }
    std::int64_t outbox_rows() const { return outgoing_.rows(); }
    std::int64_t new_epochs() const { return outgoing_.new_epochs(); }
    std::int64_t quarantined() const { return incoming_.quarantined(); }

   private:
    void on_numbered(const std::string& stream, const std::string& key) override;
    void on_new_epoch(const std::string& stream) override;
    void on_acknowledged(const std::string& stream) override;
    void tell_rights_ended(Turn& turn, const std::string& stream);

    wire::Json tell_due(const Turn& turn, const wire::operators::Due& ask);
    Turn turn_at(Timestamp now);
    void meet_connection(const Arrivals& arrivals);
    void say_present();
    bool hold_until_time_is_known(Arrivals& arrivals);
    void run_committed();
    void run_due();
    void run_machine_due();
    void keep_house();
    void dispatch(const ports::Message& message);
    void receive(const wire::StreamName& stream, const ports::Message& message);
    void acknowledged(const ports::Message& message);
    void answer_what_waits();
    void hand_time(Timestamp cloud_time);
    void on_tick(const ports::Message& message);
    void on_vehicle_presence(const wire::ParsedTopic& topic, const ports::Message& message);
    void on_own_presence(const ports::Message& message);
    void hand_to_table(const wire::ParsedTopic& topic, const ports::Message& message);
    void continue_view();
    void report_settled();
    Timestamp now() const;
    std::string presence_topic() const;

    const WorkerKind& kind_;
    ports::Randomness& randomness_;
    Setting setting_;
    ports::Database& database_;
    std::vector<ports::Publication> after_commit_;
    std::unique_ptr<Worker> worker_;
    Handlers handlers_;
    OutgoingStreams outgoing_;
    IncomingStreams incoming_;
    Answerer answerer_;
    ServiceTime service_time_;

    Timestamp machine_now_{};
    std::vector<ports::Message> held_;
    bool connected_ = false;
    bool more_waiting_ = false;
    ViewKeeper view_;
    std::optional<Timestamp> next_house_keeping_;
    std::optional<wire::clock::Settled> reported_;
    std::int64_t handled_ = 0;
};

}  // namespace traction::runtime
