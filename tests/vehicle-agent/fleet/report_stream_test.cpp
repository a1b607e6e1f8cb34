#include "vehicle-agent/fleet/report_stream.hpp"

#include <bit>

#include <doctest/doctest.h>

#include "shared/mqtt/packets.hpp"
#include "shared/wire/report.hpp"
#include "vehicle-agent/fleet/prepared_reports.hpp"

using namespace traction;
using namespace traction::fleet;

namespace {

constexpr wire::Epoch kEpoch = 7;
constexpr Timestamp kNoon{Milliseconds{1'800'000'000'000}};

struct Sender {
    ReportStream stream{kEpoch, 4};
    Tally tally;
    Micros now{0};

    std::vector<wire::Number> sends() {
        std::vector<wire::Number> numbers;
        while (stream.may_send()) numbers.push_back(stream.send(kNoon, now, tally).number);
        return numbers;
    }
    void hears(wire::Epoch epoch, wire::Number applied) {
        stream.on_acknowledgement({.epoch = epoch, .applied = applied, .at = {}}, now, tally);
    }
};

using Numbers = std::vector<wire::Number>;

}  // namespace

TEST_CASE("a window of reports is under way, and moves with the acknowledgements") {
    Sender car;
    CHECK(car.sends() == Numbers{1, 2, 3, 4});
    car.now = Micros{50};
    car.hears(kEpoch, 3);
    CHECK(car.sends() == Numbers{5, 6, 7});
    CHECK(car.tally.delays == std::vector<Micros>{Micros{50}, Micros{50}, Micros{50}});
    car.hears(kEpoch, 7);
    CHECK(car.stream.settled());
}

TEST_CASE("a gap is answered once until there is progress") {
    Sender car;
    car.sends();
    car.hears(kEpoch, 1);
    CHECK(car.sends() == Numbers{5});
    car.hears(kEpoch, 1);
    CHECK(car.sends() == Numbers{2, 3, 4, 5});
    car.hears(kEpoch, 1);
    CHECK(car.sends().empty());
    CHECK(car.tally.repeated == 4);
}

TEST_CASE("silence sends everything again, later each time") {
    Sender car;
    car.sends();
    car.stream.on_time(Micros{1'999'999});
    CHECK(car.sends().empty());
    car.stream.on_time(Micros{2'000'000});
    CHECK(car.sends() == Numbers{1, 2, 3, 4});
    car.stream.on_time(Micros{5'999'999});
    CHECK(car.sends().empty());
}

TEST_CASE("a receiver that lost its memory gets a new epoch, with what is under way") {
    Sender car;
    car.sends();
    car.hears(kEpoch, 2);
    CHECK(car.sends() == Numbers{5, 6});
    car.hears(0, 0);
    CHECK(car.sends() == Numbers{1, 2, 3, 4});
    CHECK(car.tally.new_epochs == 1);
    car.hears(kEpoch + 1, 4);
    CHECK(car.stream.settled());
    CHECK(car.tally.acknowledged == 6);
}

TEST_CASE(
    "a prepared report is a whole publication that can be decoded, and the same again when it goes again") {
    PreparedReports reports(50, 1);
    std::string first;
    std::string again;
    reports.append_to(first, "t", kEpoch, 9, kNoon);
    reports.append_to(again, "t", kEpoch, 10, kNoon + Milliseconds{1});
    again.clear();
    reports.append_to(again, "t", kEpoch, 9, kNoon);
    CHECK(first == again);

    std::string_view bytes(first);
    const auto packet = mqtt::take_packet(bytes);
    REQUIRE(packet.has_value());
    const auto numbered = wire::read_numbered(mqtt::read_publish(*packet).payload);
    REQUIRE(numbered.ok());
    CHECK(numbered->number == 9);
    wire::ReportDecoder decoder;
    const auto report = decoder.decode(numbered->body);
    REQUIRE(report.ok());
    REQUIRE((*report)->samples.size() == 2);
    CHECK((*report)->out_of_bounds == 0);
    CHECK((*report)->samples[1].measured_at == kNoon);
    CHECK(std::popcount((*report)->samples[0].present_mask()) == 25);
}
