#include "tests/broker/system/system.hpp"

#include <stdexcept>

#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/messages/state.hpp"

namespace traction::test {

using wire::TopicKind;

std::filesystem::path System::database(const std::string& worker) const {
    return folder() / "cloud" / (worker + ".sqlite");
}

std::vector<std::string> System::workers() const {
    std::vector<std::string> names{"accounts",     "billing", "commands", "contracts",
                                   "danger_zones", "garage",  "mail",     "notifications",
                                   "payments",     "state",   "store"};
    if (time_ == Time::sandbox) names.emplace_back("clock");
    return names;
}

void System::start_cloud(const std::vector<std::string>& more) {
    auto words = command(TRACTION_CLOUD, broker_.workers(), folder() / "cloud");
    words.insert(words.end(), {"--secrets", keys().path().string()});
    words.insert(words.end(), more.begin(), more.end());
    std::map<std::string, std::string> boots;
    const auto boot_of = [&](const std::string& worker) {
        return tap_.retained(wire::topic(TopicKind::presence, {worker})).value("boot", "");
    };
    for (const auto& worker : workers()) {
        if (!tap_.retained(wire::topic(TopicKind::presence, {worker})).is_null())
            boots[worker] = boot_of(worker);
    }
    cloud_ = std::make_unique<Process>(words, folder() / "cloud.log");
    for (const auto& worker : workers()) {
        const auto topic = wire::topic(TopicKind::presence, {worker});
        const auto is_back = [&] { return says_online(topic, true) && boot_of(worker) != boots[worker]; };
        if (!wait_until(is_back, kPatience))
            throw std::runtime_error(worker + " does not connect: " + cloud_->output());
    }
}

std::vector<std::string> System::command(const std::string& program, std::uint16_t door,
                                         const std::filesystem::path& data) const {
    std::vector<std::string> words{program, "--broker", broker_.host() + ":" + std::to_string(door), "--data",
                                   data.string()};
    if (time_ == Time::sandbox) words.insert(words.end(), {"--clock", "sandbox"});
    return words;
}

bool System::says_online(const std::string& presence_topic, bool online) const {
    const auto presence = tap_.retained(presence_topic);
    return presence.is_object() && presence.value("online", !online) == online;
}

std::unique_ptr<ctl::Session> System::session(wire::Party role, const std::string& name) {
    const bool is_owner = role == wire::Party::owner;
    const std::string device = is_owner ? "phone" : "";
    const std::string token_role = is_owner ? "owner" : role == wire::Party::desk ? "desk" : "operator";
    return std::make_unique<ctl::Session>(
        ctl::Broker{.address = {.host = broker_.host(), .port = broker_.people()},
                    .authority_file = keys().authority().string()},
        ctl::Identity{
            .role = role, .name = name, .device = device, .token = keys().token(token_role, name, device)},
        randomness_, std::vector<std::string>{}, kPatience);
}

Car::Car(const System& system, const char* vin)
    : system_(system), vin_(*Vin::parse(vin)), database_(system.folder() / (vin_.text() + ".sqlite")) {
    system_.keys().certify(vin_.text());
}

void Car::start(const std::vector<std::string>& arguments) {
    const auto topic = wire::topic(TopicKind::vehicle_presence, {vin_.text()});
    // The last will of a life that was killed has come before the new one speaks.
    wait_until([&] { return !system_.says_online(topic, true); });
    auto words = system_.command(TRACTION_VEHICLE, system_.cars(), database_);
    words.insert(words.end(), {"--vin", vin_.text(), "--certificates", system_.keys().path().string()});
    words.insert(words.end(), arguments.begin(), arguments.end());
    process_ = std::make_unique<Process>(words, system_.folder() / (vin_.text() + ".log"));
    if (!wait_until([&] { return system_.says_online(topic, true); }, kPatience))
        throw std::runtime_error("the car does not connect: " + process_->output());
}

std::string Car::pairing_code() const {
    return process_->said_after("screen: pairing code ");
}

void pair(ctl::Session& owner, const Car& car) {
    const auto& vin = car.vin();
    done(owner, "garage", wire::garage::Add{vin});
    done(owner, "garage", wire::garage::ShowCode{vin});
    if (!wait_until([&] { return !car.pairing_code().empty(); }, kPatience))
        throw std::runtime_error("the car shows no pairing code");
    done(owner, "garage", wire::garage::Pair{.vin = vin, .code = car.pairing_code()});
    const auto knows = [&](std::string_view worker, std::string_view verb, const wire::Json& body) {
        return wait_until([&] {
            const auto answer = owner.ask(worker, verb, body, kPatience);
            return answer && answer->done;
        });
    };
    const bool known = knows("state", wire::state::Watch::kVerb, wire::state::Watch{vin}.json()) &&
                       knows("contracts", wire::contracts::List::kVerb, wire::contracts::List{vin}.json());
    if (!known) throw std::runtime_error("the workers do not hear who owns the car");
}

}  // namespace traction::test
