#include "shared/runtime/worker_life.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "shared/wire/messages/access.hpp"
#include "shared/wire/messages/presence.hpp"

namespace traction::runtime {

using wire::TopicKind;
using wire::operators::Due;

namespace {

constexpr Milliseconds kViewPace{20};
constexpr std::size_t kBusyFrom = 256;  ///< messages in one step

/// Rolls the transaction back unless it was committed.
class Transaction {
   public:
    explicit Transaction(ports::Database& database) : database_(database) { database_.begin(); }
    ~Transaction() {
        if (!committed_) database_.rollback();
    }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() {
        database_.commit();
        committed_ = true;
    }

   private:
    ports::Database& database_;
    bool committed_ = false;
};

}  // namespace

WorkerLife::WorkerLife(const WorkerKind& kind, ports::Database& database, ports::Randomness& randomness,
                       Setting setting)
    : kind_(kind),
      randomness_(randomness),
      setting_(std::move(setting)),
      database_(database),
      worker_(kind.open(database)),
      handlers_([&] {
          Handlers handlers;
          worker_->declare(handlers);
          if (!kind_.is_vehicle) {
              handlers.read<Due>(wire::Party::operators,
                                 [this](const Turn& turn, const Asker&, const Due& ask) -> Handlers::Answer {
                                     return tell_due(turn, ask);
                                 });
          }
          return handlers;
      }()),
      outgoing_(database, randomness, *this),
      incoming_(database, kind.name),
      answerer_(database, handlers_),
      service_time_(database, setting_.time) {
    if (!kind_.is_vehicle) outgoing_.expect_presence();
    if (wire::ends_rights(kind.name)) outgoing_.begin_if_new(wire::access_stream(kind.name));
}

WorkerLife::~WorkerLife() = default;

std::vector<ports::Publication> WorkerLife::step(Timestamp machine_now, Arrivals arrivals) {
    machine_now_ = machine_now;
    more_waiting_ = arrivals.more_waiting;
    meet_connection(arrivals);
    Transaction transaction(database_);
    if (hold_until_time_is_known(arrivals)) {
        transaction.commit();
        return std::exchange(after_commit_, {});
    }
    outgoing_.begin_marked_epochs();
    run_committed();
    run_due();
    for (const auto& message : arrivals.messages) dispatch(message);
    handled_ += static_cast<std::int64_t>(arrivals.messages.size());
    run_machine_due();
    continue_view();
    keep_house();
    incoming_.announce(machine_now_);
    incoming_.save();
    service_time_.save(now());
    std::vector<ports::Publication> numbered;
    outgoing_.pump(machine_now_, now(), numbered);
    transaction.commit();
    report_settled();
    incoming_.acknowledge(now(), machine_now_, arrivals.messages.size() >= kBusyFrom, after_commit_);
    after_commit_.insert(after_commit_.end(), std::make_move_iterator(numbered.begin()),
                         std::make_move_iterator(numbered.end()));
    return std::exchange(after_commit_, {});
}

std::optional<Timestamp> WorkerLife::wake_at(Timestamp machine_now) {
    std::optional<Timestamp> wake;
    const auto want = [&](std::optional<Timestamp> at) {
        if (at) wake = wake ? std::min(*wake, *at) : *at;
    };
    if (!service_time_.now(machine_now)) return std::nullopt;
    if (worker_->waits_for_commit()) want(machine_now);
    want(outgoing_.next_retry());
    want(incoming_.next_announcement());
    want(incoming_.held_until());
    want(worker_->next_machine_due());
    want(next_house_keeping_);
    if (const auto due = worker_->next_due()) want(service_time_.machine_time_of(*due, machine_now));
    if (view_.page()) want(machine_now_ + kViewPace);
    return wake;
}

bool WorkerLife::settled(Timestamp machine_now) {
    const auto current = service_time_.now(machine_now);
    if (!current || !connected_ || more_waiting_ || view_.page() || !outgoing_.settled() ||
        worker_->waits_for_commit() || worker_->expects_answer(machine_now))
        return false;
    const auto due = worker_->next_due();
    return !due || *due > *current;
}

Timestamp WorkerLife::now() const {
    const auto current = service_time_.now(machine_now_);
    check(current.has_value(), "nothing is done before the time is known");
    return *current;
}

std::string WorkerLife::presence_topic() const {
    return wire::topic(kind_.is_vehicle ? TopicKind::vehicle_presence : TopicKind::presence, {kind_.name});
}

Turn WorkerLife::turn_at(Timestamp now) {
    return Turn(kind_.name, now, machine_now_, outgoing_, randomness_, after_commit_);
}

void WorkerLife::on_numbered(const std::string& stream, const std::string& key) {
    auto turn = turn_at(now());
    worker_->on_numbered(turn, stream, key);
}

void WorkerLife::on_new_epoch(const std::string& stream) {
    auto turn = turn_at(now());
    if (wire::parse_stream(stream)->kind == wire::StreamKind::access) return tell_rights_ended(turn, stream);
    spdlog::warn("{}: {} begins a new epoch: its receiver or this database lost its memory", kind_.name,
                 stream);
    worker_->on_new_epoch(turn, stream);
}

void WorkerLife::on_acknowledged(const std::string& stream) {
    auto turn = turn_at(now());
    worker_->on_acknowledged(turn, stream);
}

void WorkerLife::tell_rights_ended(Turn& turn, const std::string& stream) {
    turn.send(stream, wire::access::ListBegins{}.json());
    for (const auto& ended : worker_->rights_ended(machine_now_)) turn.send(stream, ended);
    turn.send(stream, wire::access::ListComplete{}.json());
}

void WorkerLife::meet_connection(const Arrivals& arrivals) {
    if (arrivals.disconnected) {
        connected_ = false;
        reported_.reset();
        outgoing_.on_disconnected();
    }
    if (!arrivals.connected) return;
    connected_ = true;
    outgoing_.on_connected(machine_now_, setting_.spread);
    incoming_.on_connected(machine_now_, randomness_, setting_.spread);
    view_.on_connected();
    worker_->on_connected(machine_now_);
    say_present();
}

void WorkerLife::say_present() {
    turn_at(kEarliest).retain(presence_topic(),
                              wire::Presence{.online = true, .version = "1", .boot = setting_.boot}.json());
}

/// In the sandbox nothing is done before the clock was heard. True when there is nothing else to do in this
/// step.
bool WorkerLife::hold_until_time_is_known(Arrivals& arrivals) {
    if (service_time_.now(machine_now_)) return false;
    const auto clock = wire::topic(TopicKind::clock);
    for (auto& message : arrivals.messages) {
        if (message.topic == clock) {
            on_tick(message);
        } else if (held_.size() < kMostHeld) {
            held_.push_back(std::move(message));
        }
    }
    if (!service_time_.now(machine_now_)) return true;
    arrivals.messages = std::exchange(held_, {});
    return false;
}

void WorkerLife::run_committed() {
    if (!worker_->waits_for_commit()) return;
    auto turn = turn_at(now());
    worker_->on_committed(turn);
}

/// Time as an event: due rows in due order, each with its own instant as now, before the messages of the
/// batch.
void WorkerLife::run_due() {
    const auto until = now();
    for (int count = 0; count < kMostDueInATurn; ++count) {
        const auto due = worker_->next_due();
        if (!due || *due > until) return;
        auto turn = turn_at(*due);
        worker_->on_due(turn);
        const auto next = worker_->next_due();
        check(!next || *next > *due, "what was due is done after its turn");
    }
}

wire::Json WorkerLife::tell_due(const Turn& turn, const Due& ask) {
    const auto until = turn.now() + std::chrono::days{ask.days};
    auto acts = worker_->due_acts(until);
    std::sort(acts.begin(), acts.end(), [](const DueAct& one, const DueAct& other) {
        return std::tie(one.earliest, one.act) < std::tie(other.earliest, other.act);
    });
    auto shown = wire::Json::array();
    for (const auto& due : acts)
        shown.push_back({{"act", due.act}, {"count", due.count}, {"earliest", to_text(due.earliest)}});
    wire::Json json{{"now", to_text(turn.now())}, {"until", to_text(until)}, {"acts", std::move(shown)}};
    if (const auto next = worker_->next_due()) json["next_due"] = to_text(*next);
    return json;
}

void WorkerLife::run_machine_due() {
    const auto due = worker_->next_machine_due();
    if (!due || *due > machine_now_) return;
    auto turn = turn_at(now());
    worker_->on_machine_due(turn);
}

void WorkerLife::keep_house() {
    if (next_house_keeping_ && *next_house_keeping_ > machine_now_) return;
    next_house_keeping_ = machine_now_ + setting_.house_keeping_every;
    if (connected_) say_present();  // heals a presence that was lost on its way
    outgoing_.prune(now());
    answerer_.forget_older_than(now() - kAnswersKept);
}

void WorkerLife::continue_view() {
    const auto page = view_.page();
    if (!page || !connected_) return;
    auto turn = turn_at(now());
    if (worker_->publish_view(turn, *page)) return view_.on_page_published();
    turn.retain(wire::topic(TopicKind::view, {kind_.name}), wire::ViewComplete{.pages = *page + 1}.json());
    view_.on_complete();
}

/// While the sandbox clock advances it hears from everyone. "Not settled" must be said before the
/// acknowledgements that let others settle, so that no step ends with work in between.
void WorkerLife::report_settled() {
    const auto& tick = service_time_.tick();
    if (setting_.time != TimeMode::sandbox || !tick || !tick->advancing) return;
    const wire::clock::Settled state{
        .step = tick->step, .settled = settled(machine_now_), .next_due = worker_->next_due()};
    const bool same = reported_ && reported_->step == state.step && reported_->settled == state.settled &&
                      (!state.settled || reported_->next_due == state.next_due);
    if (same) return;
    reported_ = state;
    turn_at(now()).retain(wire::topic(TopicKind::clock_done, {kind_.name}), state.json());
}

}  // namespace traction::runtime
