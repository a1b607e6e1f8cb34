#include "shared/wire/messages/access.hpp"
#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/harness/access_writer.hpp"

namespace traction::attack {
namespace {

constexpr auto kCar = "VF1ATTACK00000001";
constexpr auto kRevoked = "VF1ATTACK00000003";

test::Certificate certificate_of(const test::Keys& keys, const std::string& vin) {
    const auto own = (keys.path() / "cars" / vin).string();
    return {.certificate = own + ".pem", .key = own + ".key"};
}

/// TLS 1.3 lets a client believe that it is in before its certificate is judged: only CONNECT shows it.
bool comes_in(std::unique_ptr<test::ByteStream> stream, const std::string& client_id) {
    test::RawClient client(std::move(stream));
    return client.connect({.client_id = client_id}).is_yes();
}

}  // namespace

void show_certificates(Tally& tally) {
    test::SecuredMosquitto broker;
    const test::Keys others;
    for (const auto* vin : {kCar, kRevoked}) broker.keys().certify(vin);
    others.certify(kCar);
    broker.keys().revoke(kRevoked);
    broker.kill();
    broker.start();
    test::AccessWriter accounts(broker, "accounts");
    test::AccessWriter garage(broker, "garage");
    const auto car = std::string("v:") + kCar;
    const auto own = certificate_of(broker.keys(), kCar);
    const auto with = [&](const test::Certificate& shown) { return test::open_tls(broker.cars(), shown); };

    test::RawClient live(with(own));
    tally.cell(live.connect({.client_id = car}).is_yes(), "a car comes in with its certificate");
    tally.cell(!comes_in(with({}), car), "no car comes in without a certificate");
    tally.cell(!comes_in(with(certificate_of(others, kCar)), car), "another authority's certificate is none");
    tally.cell(!comes_in(with(certificate_of(broker.keys(), kRevoked)), std::string("v:") + kRevoked),
               "a revoked certificate is none");
    tally.cell(!comes_in(with({.certificate = broker.keys().path() / "broker.pem",
                               .key = broker.keys().path() / "broker.key"}),
                         car),
               "the broker's own certificate is no car's");
    tally.cell(!comes_in(test::open_tls(broker.people(), own), car), "cars come in through their own door");
    tally.cell(!comes_in(test::open_tcp(broker.workers()), car), "no car among the workers");
    tally.cell(!comes_in(test::open_web_socket(broker.web()), car), "no car in a web page");
    tally.cell(!comes_in(test::open_tcp(broker.cars()), car), "cars do not come in without TLS");
    tally.cell(live.is_alive(), "the car is still there");

    garage.tell(wire::access::CarRevoked{.vin = *Vin::parse(kCar), .revoked = true}.json());
    tally.cell(live.is_hung_up_on(), "the session of a revoked car ends");
    tally.cell(!comes_in(with(own), car), "a revoked car stays out");
    garage.tell(wire::access::CarRevoked{.vin = *Vin::parse(kCar), .revoked = false}.json());
    tally.cell(comes_in(with(own), car), "a car that is good again comes in");
}

}  // namespace traction::attack
