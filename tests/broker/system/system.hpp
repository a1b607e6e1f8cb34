/// A whole Traction for a test: a secured broker, cloud and cars, each a process of its own that can be
/// killed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cloud/ctl/session.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "tests/broker/harness/secured_mosquitto.hpp"
#include "tests/broker/system/tap.hpp"

namespace traction::test {

inline constexpr Milliseconds kPatience{30'000};

enum class Time { wall, sandbox };

class System {
   public:
    /// Starts the broker, and nothing else.
    explicit System(Time time) : time_(time), tap_(broker_) {}

    SecuredMosquitto& broker() { return broker_; }
    const Keys& keys() const { return broker_.keys(); }
    std::uint16_t cars() const { return broker_.cars(); }
    const Tap& tap() const { return tap_; }
    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path database(const std::string& worker) const;
    /// The workers of the cloud.
    std::vector<std::string> workers() const;

    /// Starts the cloud, on the databases of the one before, and waits until all workers are connected.
    void start_cloud(const std::vector<std::string>& more = {});
    Process& cloud() { return *cloud_; }

    /// How a program of this system is called: its door, data and clock.
    std::vector<std::string> command(const std::string& program, std::uint16_t door,
                                     const std::filesystem::path& data) const;
    /// The retained presence on this topic says so.
    bool says_online(const std::string& presence_topic, bool online) const;

    /// A person's connection, with a token of the longest life. Admitted once the cloud runs.
    std::unique_ptr<ctl::Session> session(wire::Party role, const std::string& name);

   private:
    Time time_;
    SecuredMosquitto broker_;
    TemporaryFolder folder_;
    adapters::SystemRandomness randomness_;
    Tap tap_;
    std::unique_ptr<Process> cloud_;
};

/// One car of a system, over several lives of its process.
class Car {
   public:
    Car(const System& system, const char* vin);

    const Vin& vin() const { return vin_; }
    const std::filesystem::path& database() const { return database_; }
    /// Starts the process, and waits until it is connected.
    void start(const std::vector<std::string>& arguments);
    Process& process() { return *process_; }
    /// The pairing code on its screen; empty when none was shown yet.
    std::string pairing_code() const;

   private:
    const System& system_;
    Vin vin_;
    std::filesystem::path database_;
    std::unique_ptr<Process> process_;
};

/// Asks, and gives what was done. Throws std::runtime_error, with the refusal's words, when it was not.
template <class Body>
wire::Json done(ctl::Session& session, std::string_view worker, const Body& body) {
    const auto answer = session.ask(worker, body, kPatience);
    const auto verb = std::string(worker) + " " + std::string(Body::kVerb);
    if (!answer) throw std::runtime_error(verb + " is not answered");
    if (!answer->done) throw std::runtime_error(verb + " is refused: " + answer->body.dump());
    return answer->body;
}

/// Takes a car that was started into the owner's garage and pairs it; everybody who has to knows it
/// afterwards.
void pair(ctl::Session& owner, const Car& car);

}  // namespace traction::test
