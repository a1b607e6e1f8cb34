/// The one table of a worker: which message leads to which handler. It also says what the worker subscribes
/// to.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shared/runtime/turn.hpp"
#include "shared/wire/streams.hpp"

namespace traction::runtime {

/// Who asks. On the broker the identity is bound to the topic, so that it can be believed.
struct Asker {
    wire::Party role = wire::Party::owner;
    std::string name;    ///< account, guest's client, agent or operator
    std::string device;  ///< of an owner
    AccountId account() const { return AccountId::parse(name).value_or(AccountId{}); }
};

/// Where a numbered message comes from.
struct Origin {
    std::string_view vin;              ///< of reports, orders and outcomes
    std::string_view worker;           ///< the cloud's end of the stream; of events, who tells
    std::optional<Timestamp> sent_at;  ///< service time of its sending
    EventId event;                     ///< of events
    Timestamp happened_at{};           ///< of events
};

class Handlers {
   public:
    using Answer = Result<wire::Json>;
    enum class Kind {
        changes,  ///< remembered with its answer
        reads,    ///< decided anew each time
        reveals   ///< changes something, and its answer carries a secret: never remembered, decided anew
    };

    struct AskHandler {
        Kind kind;
        /// Fields of the body of which nothing may stay behind, not even a hash: `Body::kSecretFields`.
        std::span<const std::string_view> secret_fields;
        std::function<Answer(Turn&, const Asker&, const wire::Json&)> call;
    };
    /// Gives a refusal when the message could not be understood.
    using NumberedHandler =
        std::function<std::optional<Refusal>(Turn&, const Origin&, std::string_view body)>;
    using TopicHandler = std::function<void(Turn&, const wire::ParsedTopic&, const ports::Message&)>;

    /// An ask of `Body::kVerb`. An ask that changes something is remembered with its answer. The handler is
    /// `Result<Json>(Turn&, const Asker&, const Body&)`; when it refuses it must have changed nothing.
    template <class Body, class Handler>
    void ask(wire::Party role, Kind kind, Handler handler) {
        asks_[{role, std::string(Body::kVerb)}] = {
            kind, secret_fields_of<Body>(),
            [handler](Turn& turn, const Asker& asker, const wire::Json& json) -> Answer {
                const auto body = wire::read_message<Body>(json, wire::UnknownFields::refused, "/body");
                if (!body) return body.refusal();
                return handler(turn, asker, *body);
            }};
    }
    template <class Body, class Handler>
    void change(wire::Party role, Handler handler) {
        ask<Body>(role, Kind::changes, handler);
    }
    template <class Body, class Handler>
    void read(wire::Party role, Handler handler) {
        ask<Body>(role, Kind::reads, handler);
    }

    /// The handler must bear to be asked again.
    template <class Body, class Handler>
    void reveal(wire::Party role, Handler handler) {
        ask<Body>(role, Kind::reveals, handler);
    }

    /// An event of `worker` with `Body::kType`; events without a handler are passed over. The handler is
    /// `void(Turn&, const Origin&, const Body&)`.
    template <class Body, class Handler>
    void event(std::string_view worker, Handler handler) {
        followed_.insert(std::string(worker));
        bodies_[{wire::StreamKind::event, std::string(worker), std::string(Body::kType)}] =
            reading<Body>(handler);
    }
    /// An order from `worker` (in a car) or an outcome for it (in the cloud) with `Body::kKind`. The handler
    /// is like that of an event.
    template <class Body, class Handler>
    void order(std::string_view worker, Handler handler) {
        bodies_[{wire::StreamKind::order, std::string(worker), std::string(Body::kKind)}] =
            reading<Body>(handler);
    }
    template <class Body, class Handler>
    void outcome(std::string_view worker, Handler handler) {
        bodies_[{wire::StreamKind::outcome, std::string(worker), std::string(Body::kKind)}] =
            reading<Body>(handler);
    }
    /// A letter from `worker` with `Body::kKind`, for who sends them. The handler is like that of an event.
    template <class Body, class Handler>
    void letter(std::string_view worker, Handler handler) {
        bodies_[{wire::StreamKind::letter, std::string(worker), std::string(Body::kKind)}] =
            reading<Body>(handler);
    }
    /// Bodies as they arrive, for who decodes them himself.
    void raw(wire::StreamKind kind, NumberedHandler handler) { raw_[kind] = std::move(handler); }
    /// Any other topic.
    void topic(wire::TopicKind kind, TopicHandler handler) { topics_[kind] = std::move(handler); }
    /// One more subscription. Those for asks and events follow from the table.
    void subscribe(std::string filter) { filters_.push_back(std::move(filter)); }

    /// What a worker of this name subscribes to.
    std::vector<std::string> subscriptions(std::string_view worker) const;

    const AskHandler* find_ask(wire::Party role, const std::string& verb) const;
    const TopicHandler* find_topic(wire::TopicKind kind) const;
    /// Hands a numbered body to its handler. Gives a refusal when it cannot be understood.
    std::optional<Refusal> handle(Turn& turn, const wire::StreamName& stream,
                                  const wire::Numbered& message) const;

   private:
    struct BodyKey {
        wire::StreamKind stream;
        std::string worker;
        std::string word;
        friend auto operator<=>(const BodyKey&, const BodyKey&) = default;
    };
    using BodyHandler = std::function<std::optional<Refusal>(Turn&, const Origin&, const wire::Json&)>;

    template <class Body>
    static std::span<const std::string_view> secret_fields_of() {
        if constexpr (requires { Body::kSecretFields; }) return Body::kSecretFields;
        return {};
    }
    template <class Body, class Handler>
    static BodyHandler reading(Handler handler) {
        return [handler](Turn& turn, const Origin& origin, const wire::Json& json) -> std::optional<Refusal> {
            const auto body = wire::read_message<Body>(json, wire::UnknownFields::allowed);
            if (!body) return body.refusal();
            handler(turn, origin, *body);
            return std::nullopt;
        };
    }
    std::optional<Refusal> handle_event(Turn& turn, Origin origin, std::string_view body) const;
    std::optional<Refusal> handle_kind(Turn& turn, wire::StreamKind stream, const Origin& origin,
                                       std::string_view body) const;

    std::map<std::pair<wire::Party, std::string>, AskHandler> asks_;
    std::map<BodyKey, BodyHandler> bodies_;
    std::map<wire::StreamKind, NumberedHandler> raw_;
    std::map<wire::TopicKind, TopicHandler> topics_;
    std::set<std::string> followed_;
    std::vector<std::string> filters_;
};

}  // namespace traction::runtime
