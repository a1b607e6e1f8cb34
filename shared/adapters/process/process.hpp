/// What the main functions of cloud and car share: the real surroundings of workers, and a stop in order on
/// SIGTERM or SIGINT.
#pragma once

#include <filesystem>
#include <string>

#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/adapters/mqtt_bus/credentials.hpp"
#include "shared/adapters/process/broker_address.hpp"
#include "shared/adapters/randomness/system_randomness.hpp"
#include "shared/adapters/sqlite/sqlite_database.hpp"
#include "shared/runtime/worker_thread.hpp"

namespace traction::adapters {

/// Blocks SIGTERM and SIGINT in this thread and those it starts, and ignores SIGPIPE. Made first in main.
class StopSignal {
   public:
    StopSignal();
    /// Returns when SIGTERM or SIGINT came.
    void wait();
    /// True when one came within `patience`.
    bool came_within(Milliseconds patience);

   private:
    bool came_ = false;
};

/// A real broker, SQLite files named `<worker>.sqlite` in a folder, the system's clock and randomness.
class RealWorld {
   public:
    /// `identity` is the first letter of the client IDs (design 1): "w" for workers, "v" for cars. Without
    /// credentials only a broker that admits everybody lets them in.
    RealWorld(BrokerAddress broker, std::filesystem::path data, std::string identity,
              Credentials credentials = {}, SqliteOptions options = {});
    runtime::Surroundings surroundings();
    /// The database file of a worker.
    std::filesystem::path file_of(const std::string& worker) const { return data_ / (worker + ".sqlite"); }

   private:
    BrokerAddress broker_;
    std::filesystem::path data_;
    std::string identity_;
    Credentials credentials_;
    SqliteOptions options_;
    SystemClock clock_;
    SystemRandomness randomness_;
};

/// Log lines to standard error: time, level, text.
void set_up_logging(bool verbose);

}  // namespace traction::adapters
