#include "vehicle-agent/hands/hands.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace traction::hands {
namespace {

using vehicle::Part;
using vehicle::SimulatedCar;
using Words = std::vector<std::string>;

constexpr double kUsualKmh = 50;
constexpr vehicle::ChargePoint kHomePost{vehicle::Current::alternating, 7400};
constexpr vehicle::ChargePoint kRapidPost{vehicle::Current::direct, 150'000};

std::optional<double> number(const std::string& word, double lowest, double highest) {
    double value = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
    if (read.ec != std::errc{} || read.ptr != word.data() + word.size() ||
        !(value >= lowest && value <= highest))
        return std::nullopt;
    return value;
}

/// drive N km [at M km/h]
std::optional<Deed> drive(const Words& words) {
    const bool with_speed = words.size() == 6 && words[3] == "at" && words[5] == "km/h";
    if (!(words.size() == 3 || with_speed) || words[2] != "km") return std::nullopt;
    const auto km = number(words[1], 0.1, 2000);
    const auto kmh = with_speed ? number(words[4], 5, 200) : kUsualKmh;
    if (!km || !kmh) return std::nullopt;
    return [km = *km, kmh = *kmh](SimulatedCar& car) -> std::string {
        if (car.driving()) return "not done: the car is driving; say park first";
        car.drive(km * 1000, kmh);
        return fmt::format("drives {:g} km at {:g} km/h", km, kmh);
    };
}

std::optional<Deed> plug(const Words& words) {
    if (words.size() != 2 || (words[1] != "ac" && words[1] != "dc")) return std::nullopt;
    return [post = words[1] == "ac" ? kHomePost : kRapidPost](SimulatedCar& car) -> std::string {
        if (car.driving()) return "not done: the car is driving; say park first";
        if (car.charge_port().plugged()) return "not done: a cable is in already; say unplug first";
        car.plug_in(post);
        return car.charge_port().charging() ? "plugged in and charging" : "plugged in and not charging";
    };
}

std::optional<Deed> turn_key(const Words& words) {
    if (words.size() != 1) return std::nullopt;
    return [lock = words[0] == "lock"](SimulatedCar& car) -> std::string {
        const auto reaction = lock ? car.doors().lock() : car.doors().unlock();
        if (reaction != vehicle::Reaction::obeyed)
            return fmt::format("not done: {}", vehicle::name_of(reaction));
        return car.doors().locked() ? "locked" : "unlocked";
    };
}

std::optional<Deed> leave(const Words& words) {
    if (words.size() != 1) return std::nullopt;
    if (words[0] == "unplug") {
        return [](SimulatedCar& car) -> std::string {
            car.unplug();
            return "unplugged";
        };
    }
    return [](SimulatedCar& car) -> std::string {
        if (car.driving()) car.park();
        return "parked";
    };
}

std::optional<Deed> set_charge(const Words& words) {
    const auto percent = words.size() == 2 ? number(words[1], 0, 100) : std::nullopt;
    if (!percent) return std::nullopt;
    return [percent = *percent](SimulatedCar& car) -> std::string {
        car.set_state_of_charge(percent);
        return fmt::format("state of charge {:g} %", percent);
    };
}

std::optional<Deed> set_outside(const Words& words) {
    const auto celsius = words.size() == 2 ? number(words[1], -50, 60) : std::nullopt;
    if (!celsius) return std::nullopt;
    return [celsius = *celsius](SimulatedCar& car) -> std::string {
        car.set_outside_temperature(celsius);
        return fmt::format("outside {:g} °C", celsius);
    };
}

struct FaultRow {
    std::string_view name;
    void (*set)(SimulatedCar&, bool);
};
constexpr std::array kFaults{
    FaultRow{"power_cut", [](SimulatedCar& car, bool on) { car.cut_power(on); }},
    FaultRow{"charge_point", [](SimulatedCar& car, bool on) { car.fail_charge_point(on); }},
    FaultRow{"doors", [](SimulatedCar& car, bool on) { car.fail(Part::doors, on); }},
    FaultRow{"charge_port", [](SimulatedCar& car, bool on) { car.fail(Part::charge_port, on); }},
    FaultRow{"climate", [](SimulatedCar& car, bool on) { car.fail(Part::climate, on); }},
    FaultRow{"horn", [](SimulatedCar& car, bool on) { car.fail(Part::horn, on); }},
    FaultRow{"lights", [](SimulatedCar& car, bool on) { car.fail(Part::lights, on); }},
    FaultRow{"fix", [](SimulatedCar& car, bool on) { car.lose_fix(on); }},
};

std::optional<Deed> fault(const Words& words) {
    const bool off = words.size() == 3 && words[2] == "off";
    if (words.size() != 2 && !off) return std::nullopt;
    for (const auto& row : kFaults) {
        if (row.name != words[1]) continue;
        return [row, off](SimulatedCar& car) -> std::string {
            row.set(car, !off);
            return fmt::format("fault {} {}", row.name, off ? "off" : "on");
        };
    }
    return std::nullopt;
}

std::optional<Deed> set_privacy(const Words& words) {
    if (words.size() != 2) return std::nullopt;
    for (const auto name : wire::kPrivacyNames) {
        if (name != words[1]) continue;
        return [privacy = wire::privacy_meant(name)](SimulatedCar& car) -> std::string {
            car.privacy_switch().choose(privacy);
            return fmt::format("privacy {}", wire::name_of(privacy));
        };
    }
    return std::nullopt;
}

struct VerbRow {
    std::string_view verb;
    std::optional<Deed> (*read)(const Words&);
};
constexpr std::array kVerbs{VerbRow{"drive", drive},    VerbRow{"park", leave},
                            VerbRow{"plug", plug},      VerbRow{"unplug", leave},
                            VerbRow{"lock", turn_key},  VerbRow{"unlock", turn_key},
                            VerbRow{"soc", set_charge}, VerbRow{"outside", set_outside},
                            VerbRow{"fault", fault},    VerbRow{"privacy", set_privacy}};

}  // namespace

Result<Deed> read_line(std::string_view line) {
    std::istringstream stream{std::string(line)};
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    for (const auto& row : kVerbs) {
        if (words.empty() || row.verb != words[0]) continue;
        if (auto deed = row.read(words)) return *std::move(deed);
    }
    return Refusal(kNotUnderstood, {{"line", std::string(line)}});
}

}  // namespace traction::hands
