#include "vehicle-agent/hands/hands.hpp"

#include <doctest/doctest.h>

namespace traction::hands {
namespace {

struct Parked {
    vehicle::SimulatedCar car{*Vin::parse("VR3UHZKXZL1234567"),
                              {.seed = 7,
                               .born = parse_timestamp("2026-03-10T20:00:00Z").value(),
                               .day_life = false,
                               .soc_percent = 50}};
    std::string says(const char* line) {
        const auto deed = read_line(line);
        return deed ? (*deed)(car) : std::string(deed.refusal().code.name);
    }
};

TEST_CASE("Hands: what is said is done, and said back") {
    Parked parked;
    CHECK(parked.says("plug ac") == "plugged in and charging");
    CHECK(parked.says("plug dc") == "not done: a cable is in already; say unplug first");
    CHECK(parked.says("unplug") == "unplugged");
    CHECK(parked.says("unlock") == "unlocked");
    CHECK(parked.says("lock") == "locked");
    CHECK(parked.says("soc 40") == "state of charge 40 %");
    CHECK(parked.says("outside -5") == "outside -5 °C");
    CHECK(parked.says("privacy position") == "privacy position");
    CHECK(parked.car.privacy_switch().shown() == wire::Privacy::position);
    CHECK(parked.says("fault doors") == "fault doors on");
    CHECK(parked.says("unlock") == "not done: part_failed");
    CHECK(parked.says("fault doors off") == "fault doors off");
    CHECK(parked.says("drive 12 km at 80 km/h") == "drives 12 km at 80 km/h");
    CHECK(parked.says("drive 1 km") == "not done: the car is driving; say park first");
    CHECK(parked.says("plug ac") == "not done: the car is driving; say park first");
    CHECK(parked.says("park") == "parked");
}

TEST_CASE("Hands: what is not understood is refused and does nothing") {
    for (const char* line : {"", "fly", "drive", "drive km", "drive 0 km", "drive nan km", "drive 12",
                             "drive 12 miles", "plug", "plug usb", "soc 101", "soc 4x", "soc -1", "fault",
                             "fault moon", "fault doors on", "lock now", "privacy", "privacy some"}) {
        CAPTURE(line);
        CHECK(!read_line(line).ok());
    }
}

}  // namespace
}  // namespace traction::hands
