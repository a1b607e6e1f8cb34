/// Carries out each command at most once, never after its deadline, whatever crashes on the way. Rules K1,
/// K2, K3.
///
/// A command takes two turns. The first one stores that it was received; only when that is committed the
/// second one acts. Whoever finds a received command after a crash cannot know whether anything moved: it
/// acts no more, and reports what it then reads.
#pragma once

#include <string>
#include <vector>

#include "shared/runtime/turn.hpp"
#include "vehicle-agent/commands/command_rules.hpp"
#include "vehicle-agent/commands/command_store.hpp"

namespace traction::commands {

inline constexpr std::chrono::days kRemembered{40};
inline constexpr std::chrono::days kToldAgain{2};  ///< outcomes that a cloud without memory is told again

/// What can act.
class Actor {
   public:
    virtual ~Actor() = default;
    virtual vehicle::Reaction act(runtime::Turn& turn, const CommandOrder& order) = 0;
    /// Whether the car is now as the order wants it; false also when that cannot be read.
    virtual bool reads_done(const CommandOrder& order) = 0;
};

/// What the car knows when it judges an order.
struct Knowledge {
    std::optional<wire::garage::PeriodKnown> period;
    std::optional<Timestamp> car_time;
};

class CommandDesk {
   public:
    CommandDesk(ports::Database& database, const Vin& vin, Actor& actor);

    /// Says how commands ended on whose way the car crashed. Once, before anything else.
    void settle_interrupted(runtime::Turn& turn);
    /// First turn. A command that is already known is answered as it stands.
    void receive(runtime::Turn& turn, const CommandOrder& order, const Knowledge& knowledge);
    /// A second turn is wanted.
    bool waits_for_commit() const { return !received_.empty(); }
    /// Second turn, in a later transaction than the first: acts on all that was received before it.
    void act(runtime::Turn& turn, const Knowledge& knowledge);
    /// The cloud has lost its memory.
    void tell_again(runtime::Turn& turn);

   private:
    void supersede(runtime::Turn& turn, const CommandOrder& by);
    void end(runtime::Turn& turn, const CommandId& command, const Ending& ending);
    void tell(runtime::Turn& turn, const wire::commands::CommandOutcome& outcome);

    CommandStore store_;
    std::string stream_;
    Actor& actor_;
    std::vector<CommandOrder> received_;  ///< in this life
};

}  // namespace traction::commands
