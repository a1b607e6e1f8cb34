/// One person's connection: asks that are repeated until they are answered, and a view of what passes on the
/// topics.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "shared/adapters/mqtt_bus/mqtt_bus.hpp"
#include "shared/adapters/process/broker_address.hpp"
#include "shared/domain/secret.hpp"
#include "shared/ports/randomness.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/topics.hpp"

namespace traction::ctl {

/// Who asks, as the broker will know him (design 1). A guest is nobody yet and shows no token. `anyone` is a
/// witness: he hears everything and asks nothing.
struct Identity {
    wire::Party role = wire::Party::owner;
    std::string name;    ///< account, agent or operator; of a guest a random one, made when it is empty
    std::string device;  ///< of an owner
    std::optional<Secret> token;

    std::string ask_topic(std::string_view worker, std::string_view verb) const;
    std::string answer_topic() const;
    std::string client_id(const std::string& session) const;
};

/// Where the broker is, and how it is known.
struct Broker {
    adapters::BrokerAddress address;
    std::string authority_file;  ///< PEM, who signs the broker's certificate; empty: plain TCP, without TLS
};

/// The broker did not answer in time.
class Unreachable : public Fault {
   public:
    using Fault::Fault;
};

/// The broker answered, and does not let this identity in.
class NotAdmitted : public Fault {
   public:
    using Fault::Fault;
};

class Session final : ports::BusListener {
   public:
    /// Connects, and listens to the answers and to `also`. Throws Unreachable after `patience`, and
    /// NotAdmitted when the broker refuses.
    Session(const Broker& broker, Identity identity, ports::Randomness& randomness,
            std::vector<std::string> also, Milliseconds patience);

    /// Asks, and asks again with the same id after 1 s, doubling to 16 s, until there is an answer or
    /// `patience` is over.
    std::optional<wire::Answer> ask(std::string_view worker, std::string_view verb, const wire::Json& body,
                                    Milliseconds patience);
    template <class Body>
    std::optional<wire::Answer> ask(std::string_view worker, const Body& body, Milliseconds patience) {
        return ask(worker, Body::kVerb, body.json(), patience);
    }
    /// The next message that is not an answer, in the order of arrival.
    std::optional<ports::Message> next(Milliseconds patience);

    /// A new token for this live connection, and for those after it. Shown before the old one expires,
    /// nothing is interrupted.
    void publish_token(const Secret& token);

    const Identity& identity() const { return identity_; }
    /// A new id: for asks, commands and clients.
    std::string fresh_id();

   private:
    void on_message(ports::Message&& message) override;
    void on_connected() override;
    void on_disconnected() override;
    void wait_for_admission(const Broker& broker, Milliseconds patience);
    std::optional<wire::Answer> answer_of(const AskId& id, Milliseconds patience);

    Identity identity_;  ///< its token is guarded by `mutex_`
    ports::Randomness& randomness_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool connected_ = false;
    std::vector<wire::Answer> answers_;
    std::deque<ports::Message> messages_;
    std::optional<adapters::MqttBus> bus_;
};

}  // namespace traction::ctl
