/// One worker on a real SQLite database, without broker or clock: tests read as a dialogue with it. Its
/// receivers acknowledge at once, unless told to be silent; every numbered message and every publication is
/// kept for looking at.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_life.hpp"
#include "shared/runtime/worker_thread.hpp"
#include "shared/wire/messages/presence.hpp"
#include "tests/support/seeded_randomness.hpp"

namespace traction::test {

class OneWorker {
   public:
    OneWorker(runtime::WorkerKind kind, Timestamp start);

    Timestamp now() const { return now_; }
    /// Moves time on; everything that is due on the way happens at its own instant.
    void advance(Milliseconds duration);
    void advance_to(Timestamp instant);
    /// Lets what waits for a commit follow, and all that is to be done at this instant.
    void finish_work();
    /// The process dies and comes back with what its database holds.
    void crash();

    /// An ask of an owner. The answer's body, or the refusal's code in `refused`.
    struct Answered {
        bool done = false;
        bool waits = false;  ///< there is no answer yet; `repeats_last_ask` gets it when there is
        wire::Json body;
        std::string refused;  ///< empty when done
        std::string fact(const std::string& name) const { return body.at("facts").at(name); }
    };
    template <class Ask>
    Answered owner_asks(const std::string& account, const Ask& ask) {
        return asks(wire::topic(wire::TopicKind::owner_ask, {account, "phone", kind_.name, Ask::kVerb}),
                    ask.json());
    }
    /// The same with any verb and body, however wrong.
    Answered owner_asks_in_words(const std::string& account, const std::string& verb,
                                 const wire::Json& body) {
        return asks(wire::topic(wire::TopicKind::owner_ask, {account, "phone", kind_.name, verb}), body);
    }
    template <class Ask>
    Answered guest_asks(const std::string& client, const Ask& ask) {
        return asks(wire::topic(wire::TopicKind::guest_ask, {client, kind_.name, Ask::kVerb}), ask.json());
    }
    template <class Ask>
    Answered desk_asks(const std::string& agent, const Ask& ask) {
        return asks(wire::topic(wire::TopicKind::desk_ask, {agent, kind_.name, Ask::kVerb}), ask.json());
    }
    template <class Ask>
    Answered operator_asks(const std::string& name, const Ask& ask) {
        return asks(wire::topic(wire::TopicKind::operator_ask, {name, kind_.name, Ask::kVerb}), ask.json());
    }
    /// The same ask again, byte for byte, with the id it had.
    Answered repeats_last_ask();

    /// Another worker tells something.
    template <class Event>
    void hears(const std::string& worker, const Event& event) {
        const wire::Event wrapped{.id = *EventId::parse("event-" + std::to_string(++event_count_)),
                                  .type = std::string(Event::kType),
                                  .at = now_,
                                  .data = event.json()};
        receives(wire::event_stream(worker), wire::write_event(worker, wrapped));
    }
    /// A car reports an outcome.
    template <class Outcome>
    void hears_outcome(const Vin& vin, const Outcome& outcome) {
        receives(wire::outcome_stream(vin, kind_.name), outcome.json().dump());
    }
    /// To a car: an order from a worker.
    template <class Order>
    void gets_order(const Vin& vin, const std::string& worker, const Order& order) {
        receives(wire::order_stream(vin, worker), order.json().dump());
    }
    /// The next numbered message of any stream.
    void receives(const std::string& stream, const std::string& body);
    void vehicle_is(const Vin& vin, bool online);
    /// Any message as it is.
    void hears_message(const std::string& topic, const std::string& payload, bool retained = false);

    /// The bodies of the numbered messages sent on a stream since the last look, and forgets them.
    std::vector<wire::Json> sent(const std::string& stream);
    /// The events of one type since the last look at `Event`'s type, and forgets them.
    template <class Event>
    std::vector<Event> emitted() {
        std::vector<Event> found;
        for (const auto& json : take_events(Event::kType)) {
            auto body = wire::read_message<Event>(json, wire::UnknownFields::refused);
            check(body.ok(), "an event can be read back");
            found.push_back(std::move(body).value());
        }
        return found;
    }
    /// What was published on a topic that is not numbered since the last look, and forgets it.
    std::vector<wire::Json> published(const std::string& topic);
    /// The last that was published there took its retained value away.
    bool cleared(const std::string& topic) const { return cleared_.contains(topic); }
    /// Receivers stop (or start again) to acknowledge.
    void acknowledge(bool yes) { acknowledging_ = yes; }
    /// One of them, by its name as a follower; "broker" is who receives the access list.
    void falls_silent(const std::string& receiver) { silent_.insert(receiver); }
    void speaks_again(const std::string& receiver) { silent_.erase(receiver); }

    ports::Database& database() { return database_; }
    runtime::WorkerLife& life() { return *life_; }

   private:
    Answered asks(const std::string& topic, const wire::Json& body);
    Answered ask_with(const std::string& topic, const std::string& payload);
    void open();
    void step(runtime::Arrivals arrivals);
    void take_in(const std::vector<ports::Publication>& publications, std::vector<ports::Message>& replies);
    std::vector<wire::Json> take_events(std::string_view type);

    runtime::WorkerKind kind_;
    adapters::SqliteDatabase database_{":memory:"};
    SeededRandomness randomness_{7};
    std::unique_ptr<runtime::WorkerLife> life_;
    Timestamp now_;
    bool acknowledging_ = true;
    std::set<std::string, std::less<>> silent_;
    int event_count_ = 0;
    int ask_count_ = 0;
    std::pair<std::string, std::string> last_ask_;
    std::map<std::string, wire::Number> incoming_numbers_;
    std::map<std::string, wire::Number> seen_numbers_;
    std::map<std::string, std::vector<wire::Json>> sent_;
    std::map<std::string, std::vector<wire::Json>> published_;
    std::set<std::string> cleared_;
};

}  // namespace traction::test
