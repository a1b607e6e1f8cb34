#include "cloud/tour/stage.hpp"

#include <fstream>

#include <fmt/format.h>

#include "shared/wire/messages/clock.hpp"

namespace traction::tour {

using wire::Json;
using wire::TopicKind;

namespace {

constexpr std::string_view kCodeOnScreen = "screen: pairing code ";

}  // namespace

wire::Answer Stage::ask(ctl::Session& who, std::string_view worker, std::string_view verb, const Json& body) {
    auto answer = who.ask(worker, verb, body, kAnswerPatience);
    if (!answer) throw NotSeen(fmt::format("{} did not answer {}", worker, verb));
    return std::move(*answer);
}

Json Stage::done(ctl::Session& who, std::string_view worker, std::string_view verb, const Json& body) {
    auto answer = ask(who, worker, verb, body);
    if (!answer.done)
        throw NotSeen(fmt::format("{} refused {}: {}", worker, verb, answer.body.value("sentence", "")));
    return std::move(answer.body);
}

void Stage::refused(const std::string& what, ctl::Session& who, const wire::Answer& answer,
                    const std::string& code) {
    if (answer.done) throw NotSeen(what + " (it was done)");
    witness_.sees(what + ": " + code, who.identity().answer_topic(), [&](const Json& seen) {
        return seen.contains("refused") && seen.at("refused").value("code", "") == code;
    });
}

void Stage::hands(const PlayedCar& car, const std::string& line) {
    std::ofstream hands(car.hands);
    hands << line << std::endl;
    if (!hands) throw NotSeen("the hands of the car cannot be reached at " + car.hands);
    witness_.says("> " + line);
}

std::string Stage::next_code(const PlayedCar& car, const std::string& earlier) {
    const auto give_up = witness_.now() + kAnswerPatience;
    while (witness_.now() < give_up) {
        auto code = last_code(car);
        if (code != earlier) return code;
        witness_.waits();
    }
    throw NotSeen("the car shows no pairing code");
}

void Stage::advance_to(const std::string& instant) {
    const auto target = *parse_timestamp(instant);
    done(operators_, "clock", wire::clock::Advance{target});
    witness_.sees("it is " + instant, wire::topic(TopicKind::clock), [&](const Json& tick) {
        return !tick.value("advancing", true) && parse_timestamp(tick.value("now", "")) >= target;
    });
}

void Stage::time_runs(double rate) {
    done(operators_, "clock", wire::clock::SetRate{rate});
}

std::string last_code(const PlayedCar& car) {
    std::ifstream shown(car.screen);
    std::string code;
    for (std::string line; std::getline(shown, line);) {
        if (line.starts_with(kCodeOnScreen)) code = line.substr(kCodeOnScreen.size());
    }
    return code;
}

std::string twin(const Vin& vin, std::string_view aspect) {
    return wire::topic(TopicKind::twin, {vin.text(), aspect});
}

Json value_in(const Json& aspect, const char* signal) {
    return aspect.contains(signal) ? aspect.at(signal).at("value") : Json{};
}

Witness::Fits of_vehicle(const Vin& vin) {
    return [vin](const Json& data) { return data.value("vin", "") == vin.text(); };
}

Witness::Fits of_contract(const ContractId& contract) {
    return [contract](const Json& data) { return data.value("contract", "") == contract.text(); };
}

Witness::Fits says_granted(const ContractId& contract, bool granted) {
    return [contract, granted](const Json& body) {
        return body.value("contract", "") == contract.text() && body.value("granted", !granted) == granted;
    };
}

bool anything(const Json&) {
    return true;
}

}  // namespace traction::tour
