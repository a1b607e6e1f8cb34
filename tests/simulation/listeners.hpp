/// What people of the simulated world do with what they are told: they read it, or not, ask why, and choose
/// how they are told; some of it is to be refused. Rules N1, K6.
#pragma once

#include "tests/simulation/notice_watcher.hpp"
#include "tests/simulation/town.hpp"

namespace traction::simulation {

class Listeners {
   public:
    Listeners(Town& town, NoticeWatcher& watcher) : town_(town), dice_(town.dice), watcher_(watcher) {}

    void act(const std::string& account);

   private:
    void read(const std::string& account);
    template <class Body>
    void choose(const std::string& account, const Body& body);

    Town& town_;
    Dice& dice_;
    NoticeWatcher& watcher_;
};

}  // namespace traction::simulation
