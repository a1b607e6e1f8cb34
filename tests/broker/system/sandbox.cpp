#include "tests/broker/system/sandbox.hpp"

#include <stdexcept>

#include "shared/wire/messages/clock.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "tests/broker/system/shopping.hpp"

namespace traction::test {

namespace contracts = wire::contracts;

Sandbox::Sandbox() {
    system_.start_cloud({"--start", "2027-03-01T07:00:00Z"});
    owner_ = system_.session(wire::Party::owner, "ada");
    operators_ = system_.session(wire::Party::operators, "grace");
    car_.start({"--no-day-life"});
    pair(*owner_, car_);
    contract_ = buys(*owner_, {.vin = car_.vin(), .term_months = 1, .automatic_renewal = true});
    if (!wait_until([this] { return contract().phase == contracts::Phase::active; }, kPatience))
        throw std::runtime_error("the car does not confirm the contract");
}

Timestamp Sandbox::now() {
    return *parse_timestamp(done(*operators_, "clock", wire::clock::Show{}).at("now").get<std::string>());
}

void Sandbox::time_runs(double rate) {
    done(*operators_, "clock", wire::clock::SetRate{rate});
}

bool Sandbox::advance_to(Timestamp target) {
    done(*operators_, "clock", wire::clock::Advance{target});
    const auto arrived = [&] {
        const auto tick = system_.tap().retained(wire::topic(wire::TopicKind::clock));
        return tick.is_object() && !tick.at("advancing").get<bool>() &&
               parse_timestamp(tick.at("now").get<std::string>()) >= target;
    };
    return wait_until(arrived, 2 * kPatience);
}

contracts::ContractView Sandbox::contract() {
    const auto shown = done(*owner_, "contracts", contracts::Show{{*contract_}});
    const auto view =
        wire::read_message<contracts::ContractView>(shown.at("contract"), wire::UnknownFields::allowed);
    if (!view) throw std::runtime_error("a contract cannot be read: " + shown.dump());
    return *view;
}

}  // namespace traction::test
