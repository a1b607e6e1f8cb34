/// One turn of a worker's loop: what a handler may do to the world. Everything takes effect when the turn's
/// transaction is committed, or not at all.
#pragma once

#include <string>
#include <vector>

#include "shared/ports/bus.hpp"
#include "shared/ports/randomness.hpp"
#include "shared/runtime/outgoing_streams.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/topics.hpp"

namespace traction::runtime {

/// 26 random letters and digits: 130 bits.
std::string random_id_text(ports::Randomness& randomness);

class Turn {
   public:
    Turn(std::string_view worker, Timestamp now, Timestamp machine_now, OutgoingStreams& outgoing,
         ports::Randomness& randomness, std::vector<ports::Publication>& after_commit);

    /// Service time of what is handled: of a due row, the instant it was due at.
    Timestamp now() const { return now_; }
    /// For leases and pacing only.
    Timestamp machine_now() const { return machine_now_; }

    /// Queues a numbered message. A message with the same non-empty key that was not sent yet is replaced.
    void send(const std::string& stream, const wire::Json& body, const std::string& key = {});
    void send_text(const std::string& stream, std::string_view body, const std::string& key = {});
    /// Takes back a message that was not sent yet. False when it is too late, or there is none.
    bool withdraw(const std::string& stream, const std::string& key);
    /// True when the receiver (of events the follower, else empty) has acknowledged what was sent under this
    /// key. It never says so before, and may say so again only after `Worker::on_acknowledged`.
    bool has_arrived(const std::string& stream, std::string_view receiver, const std::string& key);

    /// Tells the followers. `Body` has `kType` and `json()`. A key is for `has_arrived`.
    template <class Body>
    void emit(const Body& body, const std::string& key = {}) {
        emit(Body::kType, body.json(), key);
    }

    /// The ask that is being handled is not answered yet: it is handled again, as a new ask with the same
    /// content, whenever a receiver has acknowledged something or the asker repeats it, until its handler
    /// does not say this. Said before anything else is returned.
    void answer_later() { answers_later_ = true; }
    bool answers_later() const { return answers_later_; }

    /// A message that nobody waits for, or a retained view (an empty payload clears it).
    void publish(const std::string& topic, const wire::Json& payload);
    void retain(const std::string& topic, const wire::Json& payload);
    void clear_retained(const std::string& topic);
    void publish(ports::Publication publication);

    template <class AnyId>
    AnyId fresh_id() {
        return *AnyId::parse(random_id_text(randomness_));
    }

   private:
    void emit(std::string_view type, wire::Json data, const std::string& key);

    std::string_view worker_;
    Timestamp now_;
    Timestamp machine_now_;
    OutgoingStreams& outgoing_;
    ports::Randomness& randomness_;
    std::vector<ports::Publication>& after_commit_;
    bool answers_later_ = false;
};

}  // namespace traction::runtime
