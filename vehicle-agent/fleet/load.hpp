/// The load: many cars, one thread, one epoll.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "shared/ports/clock.hpp"
#include "vehicle-agent/fleet/car_connection.hpp"
#include "vehicle-agent/fleet/prepared_reports.hpp"
#include "vehicle-agent/fleet/report_stream.hpp"

namespace traction::fleet {

struct LoadSetting {
    std::string host = "127.0.0.1";
    std::uint16_t port = 1883;
    int cars = 1000;
    int values = 50;
    std::optional<double>
        reports_per_second;  ///< of all cars; nothing: as many as the windows, or the sockets, let pass
    int window = 8;
    bool acknowledged = true;  ///< false: nobody acknowledges, only the sockets hold the cars back
    std::uint64_t seed = 1;
};

/// "VF1FLEET000000001" …: a car's number is in its VIN.
Vin vin_of(int car);

class Load {
   public:
    /// `elapsed` never goes backwards; `wall` gives the reports their instants. Throws Fault when the
    /// broker's address is unknown.
    Load(LoadSetting setting, ports::Clock& wall, std::function<Micros()> elapsed);
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// Connects all cars. False when one of them does not get through within `patience`.
    bool connect(Micros patience);
    /// Sends for so long, or until `stop` is true.
    void run(Micros duration, const std::function<bool()>& stop);
    /// Waits until everything is acknowledged. False when that takes longer than `patience`.
    bool settle(Micros patience, const std::function<bool()>& stop);
    /// Every car says that it is absent, and leaves.
    void leave();

    /// What was counted until now is forgotten.
    void count_anew() { tally_ = {}; }
    const Tally& tally() const { return tally_; }
    std::uint64_t connections_lost() const { return lost_; }

   private:
    struct Car;

    void open(Car& car);
    void reopen_lost();
    void turn(Micros patience);
    void receive(Car& car);
    void send_what_is_due();
    /// Fills the car's window, or its socket's.
    void send(Car& car);
    void send_one(Car& car);
    void flush(Car& car);
    void watch(Car& car);
    bool all_ready() const;
    bool settled() const;

    LoadSetting setting_;
    ports::Clock& wall_;
    std::function<Micros()> elapsed_;
    PreparedReports reports_;
    std::vector<std::unique_ptr<Car>> cars_;
    int epoll_ = -1;
    Tally tally_;
    std::uint64_t lost_ = 0;

    bool sending_ = false;
    Micros began_{0};
    std::uint64_t due_before_ = 0;  ///< reports of this run that were let go
    std::size_t next_car_ = 0;
    Micros looked_after_{0};
    Timestamp wall_now_{};
    Micros now_{0};
};

}  // namespace traction::fleet
