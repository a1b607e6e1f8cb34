#include "cloud/ctl/session.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/runtime/turn.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::ctl {

using wire::Party;
using wire::TopicKind;

namespace {

constexpr Milliseconds kFirstPause{1'000};
constexpr Milliseconds kLongestPause{16'000};
constexpr Milliseconds kGlance{50};

}  // namespace

std::string Identity::ask_topic(std::string_view worker, std::string_view verb) const {
    switch (role) {
        case Party::owner:
            return wire::topic(TopicKind::owner_ask, {name, device, worker, verb});
        case Party::guest:
            return wire::topic(TopicKind::guest_ask, {name, worker, verb});
        case Party::desk:
            return wire::topic(TopicKind::desk_ask, {name, worker, verb});
        default:
            return wire::topic(TopicKind::operator_ask, {name, worker, verb});
    }
}

std::string Identity::answer_topic() const {
    switch (role) {
        case Party::owner:
            return wire::topic(TopicKind::owner_answer, {name, device});
        case Party::guest:
            return wire::topic(TopicKind::guest_answer, {name});
        case Party::desk:
            return wire::topic(TopicKind::desk_answer, {name});
        default:
            return wire::topic(TopicKind::operator_answer, {name});
    }
}

std::string Identity::client_id(const std::string& session) const {
    switch (role) {
        case Party::owner:
            return fmt::format("o:{}:{}:{}", name, device, session);
        case Party::guest:
            return fmt::format("g:{}", name);
        case Party::anyone:
            return fmt::format("x:{}:{}", name, session);
        case Party::desk:
            return fmt::format("d:{}:{}", name, session);
        default:
            return fmt::format("p:{}:{}", name, session);
    }
}

Session::Session(const Broker& broker, Identity identity, ports::Randomness& randomness,
                 std::vector<std::string> also, Milliseconds patience)
    : identity_(std::move(identity)), randomness_(randomness) {
    if (identity_.role == Party::guest && identity_.name.empty()) identity_.name = fresh_id();
    adapters::MqttBusConfig config;
    config.host = broker.address.host;
    config.port = broker.address.port;
    config.client_id = identity_.client_id(fresh_id());
    config.subscriptions = std::move(also);
    if (identity_.role != Party::anyone) config.subscriptions.push_back(identity_.answer_topic());
    if (!broker.authority_file.empty())
        config.credentials.tls = {
            .authority_file = broker.authority_file, .certificate_file = {}, .key_file = {}};
    if (identity_.token) {
        config.credentials.password = [this] {
            const std::lock_guard lock(mutex_);
            return *identity_.token;
        };
    }
    bus_.emplace(std::move(config), static_cast<ports::BusListener&>(*this));
    wait_for_admission(broker, patience);
}

void Session::wait_for_admission(const Broker& broker, Milliseconds patience) {
    for (auto left = patience; left.count() > 0; left -= kGlance) {
        std::unique_lock lock(mutex_);
        if (changed_.wait_for(lock, kGlance, [&] { return connected_; })) return;
        if (bus_->counters().not_admitted > 0)
            throw NotAdmitted("the broker does not let you in; sign in again");
    }
    throw Unreachable(fmt::format("no broker answers at {}:{}; is the system running (scripts/run)?",
                                  broker.address.host, broker.address.port));
}

void Session::publish_token(const Secret& token) {
    {
        const std::lock_guard lock(mutex_);
        identity_.token = token;
    }
    ports::Publication renewal;
    renewal.topic = wire::topic(TopicKind::token);
    renewal.payload = wire::access::Token{token.revealed()}.json().dump();
    bus_->publish({&renewal, 1});
}

std::string Session::fresh_id() {
    return runtime::random_id_text(randomness_);
}

std::optional<wire::Answer> Session::ask(std::string_view worker, std::string_view verb,
                                         const wire::Json& body, Milliseconds patience) {
    const auto id = *AskId::parse(fresh_id());
    ports::Publication ask;
    ask.topic = identity_.ask_topic(worker, verb);
    ask.payload = wire::write_ask({.id = id, .body = body});
    ask.correlation = id.text();
    ask.response_topic = identity_.answer_topic();
    auto pause = kFirstPause;
    for (auto left = patience; left.count() > 0; left -= pause, pause = std::min(2 * pause, kLongestPause)) {
        bus_->publish({&ask, 1});
        if (auto answer = answer_of(id, std::min(left, pause))) return answer;
    }
    return std::nullopt;
}

std::optional<wire::Answer> Session::answer_of(const AskId& id, Milliseconds patience) {
    std::unique_lock lock(mutex_);
    const auto find = [&] {
        return std::find_if(answers_.begin(), answers_.end(),
                            [&](const auto& answer) { return answer.id == id; });
    };
    if (!changed_.wait_for(lock, patience, [&] { return find() != answers_.end(); })) return std::nullopt;
    auto answer = std::move(*find());
    answers_.clear();
    return answer;
}

std::optional<ports::Message> Session::next(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [&] { return !messages_.empty(); })) return std::nullopt;
    auto message = std::move(messages_.front());
    messages_.pop_front();
    return message;
}

void Session::on_message(ports::Message&& message) {
    const std::lock_guard lock(mutex_);
    if (message.topic == identity_.answer_topic()) {
        if (auto answer = wire::read_answer(message.payload)) answers_.push_back(std::move(answer).value());
    } else {
        messages_.push_back(std::move(message));
    }
    changed_.notify_all();
}

void Session::on_connected() {
    const std::lock_guard lock(mutex_);
    connected_ = true;
    changed_.notify_all();
}

void Session::on_disconnected() {
    const std::lock_guard lock(mutex_);
    connected_ = false;
}

}  // namespace traction::ctl
