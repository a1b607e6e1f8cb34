/// Real brokers for a test, on the product's own configuration.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/broker/harness/process.hpp"

namespace traction::test {

/// A Mosquitto on 127.0.0.1 that can be killed and started again. It accepts connections when the constructor
/// or `start` returns. Throws std::runtime_error, with the broker's own words, when it does not come up.
class Broker {
   public:
    std::string host() const { return "127.0.0.1"; }
    pid_t id() const { return process_->id(); }
    /// kill -9: everything it held is gone.
    void kill() { process_->kill(); }
    /// It keeps its connections, and reads nothing until it is resumed.
    void pause() { process_->pause(); }
    void resume() { process_->resume(); }
    /// Starts it again on the same ports, empty.
    void start();
    std::string output() const { return process_->output(); }

   protected:
    Broker() = default;
    /// Starts it on as many free ports as `configuration` wants.
    void start_on_free_ports(
        std::size_t count,
        const std::function<std::string(const std::vector<std::uint16_t>&)>& configuration);
    std::uint16_t port(std::size_t door) const { return ports_.at(door); }
    const std::filesystem::path& folder() const { return folder_.path(); }

   private:
    bool accepts_everywhere() const;

    TemporaryFolder folder_;
    std::vector<std::uint16_t> ports_;
    std::unique_ptr<Process> process_;
};

/// `broker-config/mosquitto.conf` with one door, open to everybody.
class Mosquitto : public Broker {
   public:
    Mosquitto();
    std::uint16_t port() const { return Broker::port(0); }
};

}  // namespace traction::test
