#include "tests/broker/harness/access_writer.hpp"

#include <algorithm>
#include <stdexcept>

#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/wire/streams.hpp"

namespace traction::test {

AccessWriter::AccessWriter(const SecuredMosquitto& broker, const std::string& worker)
    : stream_(wire::access_stream(worker)),
      epoch_(adapters::SystemRandomness().next() % wire::kLargestEpoch + 1),
      client_(open_tcp(broker.workers())) {
    const auto id = "w:" + worker;
    const auto secret = broker.keys().worker_secret();
    const bool listens = client_.connect({.client_id = id, .username = id, .password = secret}).is_yes() &&
                         client_.subscribe(wire::ack_topic(stream_, {})).is_yes();
    if (!listens) throw std::runtime_error(worker + " is not admitted: " + broker.output());
    tell(wire::access::ListBegins{}.json());
    tell(wire::access::ListComplete{}.json());
}

void AccessWriter::tell(const wire::Json& body) {
    send(body);
    await_acknowledgement();
}

void AccessWriter::tell(const std::vector<wire::Json>& bodies) {
    const auto window = static_cast<std::size_t>(wire::window_of(wire::StreamKind::access).messages);
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        send(bodies[i]);
        if (i % window == window - 1 || i + 1 == bodies.size()) await_acknowledgement();
    }
}

void AccessWriter::send(const wire::Json& body) {
    const auto text = body.dump();
    ports::Publication message;
    message.topic = stream_;
    message.payload = wire::write_numbered({.epoch = epoch_, .number = ++last_, .at = {}, .body = text});
    client_.publish(message);
}

void AccessWriter::await_acknowledgement() {
    if (!wait_until([this] { return client_.is_alive() && is_acknowledged(); }))
        throw std::runtime_error("the broker does not take what " + stream_ + " tells");
    client_.forget_what_was_heard();
}

bool AccessWriter::is_acknowledged() const {
    return std::any_of(client_.heard().begin(), client_.heard().end(), [this](const auto& message) {
        const auto acknowledgement = wire::read_acknowledgement(message.payload);
        return acknowledgement && acknowledgement->epoch == epoch_ && acknowledgement->applied >= last_;
    });
}

}  // namespace traction::test
