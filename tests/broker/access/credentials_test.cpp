/// Our own clients' credentials, on a real secured broker.
#include "shared/adapters/process/credentials.hpp"

#include <atomic>

#include <doctest/doctest.h>

#include "shared/adapters/mqtt_bus/socket_bus.hpp"
#include "shared/wire/topics.hpp"
#include "tests/broker/bus/recording_listener.hpp"
#include "tests/broker/harness/access_writer.hpp"

using namespace traction;
using namespace traction::test;
using adapters::MqttBus;
using adapters::MqttBusConfig;

namespace {

constexpr auto kVin = "VF1SYSTEM00000001";

MqttBusConfig config(std::uint16_t port, const std::string& client_id, adapters::Credentials credentials,
                     std::vector<std::string> subscriptions) {
    MqttBusConfig made;
    made.port = port;
    made.client_id = client_id;
    made.credentials = std::move(credentials);
    made.subscriptions = std::move(subscriptions);
    return made;
}

MqttBusConfig car_on(const SecuredMosquitto& broker) {
    broker.keys().certify(kVin);
    return config(broker.cars(), std::string("v:") + kVin,
                  adapters::car_credentials(broker.keys().path(), kVin),
                  {wire::topic(wire::TopicKind::report_ack, {kVin})});
}

MqttBusConfig state_on(const SecuredMosquitto& broker) {
    return config(broker.workers(), "w:state", adapters::worker_credentials(broker.keys().path()),
                  {wire::filter(wire::TopicKind::report, {"+"})});
}

}  // namespace

TEST_CASE("a car with its certificate and a worker with the secret meet on the broker") {
    const SecuredMosquitto broker;
    const AccessWriter accounts(broker, "accounts");
    const AccessWriter garage(broker, "garage");
    RecordingListener state_hears;
    adapters::SocketBus state(state_on(broker), state_hears);
    RecordingListener car_hears;
    MqttBus car(car_on(broker), car_hears);
    REQUIRE(state_hears.is_connected());
    REQUIRE(car_hears.is_connected());

    ports::Publication report;
    report.topic = wire::topic(wire::TopicKind::report, {kVin});
    report.payload = std::string(100'000, 'x');
    car.publish({&report, 1});
    REQUIRE(state_hears.has(1));
    CHECK(state_hears.messages().front().payload == report.payload);
    ports::Publication acknowledgement;
    acknowledgement.topic = wire::topic(wire::TopicKind::report_ack, {kVin});
    acknowledgement.payload = "{}";
    state.publish({&acknowledgement, 1});
    CHECK(car_hears.has(1));
}

TEST_CASE("a broker that cannot show who it is gets nothing") {
    const SecuredMosquitto broker;
    const AccessWriter accounts(broker, "accounts");
    const AccessWriter garage(broker, "garage");
    RecordingListener heard;
    auto wrong_name = car_on(broker);
    wrong_name.host = "127.1";  // the same address, which the certificate does not name
    const MqttBus of_another_name(wrong_name, heard);
    auto wrong_authority = car_on(broker);
    const Keys others;
    wrong_authority.credentials.tls->authority_file = others.authority().string();
    const MqttBus of_another_authority(wrong_authority, heard);

    RecordingListener right_hears;
    const MqttBus right(car_on(broker), right_hears);
    REQUIRE(right_hears.is_connected());
    CHECK(heard.connected() == 0);
}

TEST_CASE("who is not admitted knows it, and shows what he has by then the next time") {
    const SecuredMosquitto broker;
    const AccessWriter accounts(broker, "accounts");
    const AccessWriter garage(broker, "garage");
    std::atomic<bool> is_renewed = false;
    const auto good = broker.keys().token("owner", "alice", "phone");
    adapters::Credentials credentials;
    credentials.tls = {
        .authority_file = broker.keys().authority().string(), .certificate_file = {}, .key_file = {}};
    credentials.password = [&] { return is_renewed ? good : Secret("an old token"); };
    RecordingListener heard;
    const MqttBus bus(config(broker.people(), "o:alice:phone:1", credentials,
                             {wire::topic(wire::TopicKind::owner_answer, {"alice", "phone"})}),
                      heard);
    REQUIRE(wait_until([&] { return bus.counters().not_admitted > 0; }));
    CHECK(heard.connected() == 0);
    is_renewed = true;
    CHECK(heard.is_connected());
}

TEST_CASE("a worker with another secret is not admitted") {
    const SecuredMosquitto broker;
    RecordingListener heard;
    auto wrong = state_on(broker);
    wrong.credentials.password = [] { return Secret(std::string(64, 'a')); };
    const adapters::SocketBus bus(wrong, heard);
    REQUIRE(wait_until([&] { return bus.counters().not_admitted > 0; }));
    CHECK(heard.connected() == 0);
}

TEST_CASE("what scripts/certs did not make is missed by name") {
    const Keys keys;
    CHECK_THROWS_WITH_AS(
        adapters::car_credentials(keys.path(), kVin),
        ((keys.path() / "cars" / kVin).string() + ".pem cannot be read (scripts/certs makes it)").c_str(),
        Fault);
}
