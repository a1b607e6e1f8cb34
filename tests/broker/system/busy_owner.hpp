/// An owner who never lets a car rest.
#pragma once

#include <atomic>
#include <future>
#include <string>
#include <vector>

#include "tests/broker/system/system.hpp"

namespace traction::test {

/// Gives one order after the other in a thread of its own, each when those before have ended.
class BusyOwner {
   public:
    BusyOwner(System& system, const std::string& account, const Vin& vin);
    ~BusyOwner() { stopping_ = true; }

    /// Orders that have ended so far.
    int ended() const { return ended_; }
    /// Stops; all orders that were given and have ended. Throws what went wrong.
    std::vector<std::string> finish();

   private:
    std::vector<std::string> give_orders(ctl::Session& session, const Vin& vin);

    std::unique_ptr<ctl::Session> session_;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> ended_ = 0;
    std::future<std::vector<std::string>> given_;
};

}  // namespace traction::test
