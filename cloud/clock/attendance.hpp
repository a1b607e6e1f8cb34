/// Who is connected, and what each has said of the step under way. Heard from retained values, so nothing of
/// it is stored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/wire/messages/clock.hpp"
#include "shared/wire/messages/presence.hpp"

namespace traction::clock {

enum class Side { cloud, vehicle };

class Attendance {
   public:
    /// Everybody may have come or gone unheard.
    void forget() { processes_.clear(); }

    /// Who vanishes is no longer waited for, and who comes back in another life begins anew.
    void on_presence(std::string_view process, Side side, const wire::Presence& presence);
    /// The last word counts: a process may take back that it has settled.
    void on_settled(std::string_view process, const wire::clock::Settled& settled);

    /// Who is present and is not done with `step`, whose instant is `now`. By name.
    std::vector<std::string> waiting_for(std::uint64_t step, Timestamp now) const;
    /// The earliest that a present worker of the cloud has due. Cars live through a step on their own.
    std::optional<Timestamp> next_due() const;

   private:
    struct Process {
        Side side = Side::cloud;
        std::optional<std::string> boot;  ///< while it is present
        std::optional<wire::clock::Settled> settled;
        bool done_with(std::uint64_t step, Timestamp now) const;
    };
    Process& process_named(std::string_view name);

    std::map<std::string, Process, std::less<>> processes_;
};

}  // namespace traction::clock
