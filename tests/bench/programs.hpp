/// The programs under measurement, as processes of their own on a broker of their own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/domain/vin.hpp"
#include "tests/bench/bench.hpp"
#include "tests/broker/harness/mosquitto.hpp"

namespace traction::bench {

/// `traction-cloud` with some of its workers, on a broker where none was before. The constructor returns when
/// they are connected.
class Cloud {
   public:
    Cloud(const test::Mosquitto& broker, const std::vector<std::string>& workers);
    ~Cloud();
    pid_t id() const { return process_->id(); }

   private:
    test::TemporaryFolder folder_;
    std::unique_ptr<test::Process> process_;
};

/// `traction-vehicle`: a simulated car that lives in the machine's time.
class Car {
   public:
    /// `arguments` are added to those that every car needs.
    explicit Car(const test::Mosquitto& broker, const std::vector<std::string>& arguments = {});
    pid_t id() const { return process_->id(); }
    static Vin vin();
    /// Waits until one is on its screen.
    std::string pairing_code();

   private:
    test::TemporaryFolder folder_;
    std::unique_ptr<test::Process> process_;
};

struct FleetOptions {
    int cars = 1000;
    double warm_up = 1;
    double seconds = 4;
    std::optional<double> rate;
    bool open_loop = false;
};

/// `traction-fleet` until it has sent for its time.
class FleetRun {
   public:
    FleetRun(const test::Mosquitto& broker, const FleetOptions& options);
    pid_t id() const { return process_->id(); }
    /// All cars are connected and warm; the counting begins.
    void wait_until_it_counts();
    void wait_until_it_has_counted();
    /// Its last line, when everything was acknowledged.
    std::string result();

   private:
    void wait_for(const std::string& words, std::chrono::milliseconds patience);

    test::TemporaryFolder folder_;
    FleetOptions options_;
    std::unique_ptr<test::Process> process_;
};

}  // namespace traction::bench
