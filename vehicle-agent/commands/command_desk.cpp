#include "vehicle-agent/commands/command_desk.hpp"

#include <utility>

#include "shared/wire/streams.hpp"

namespace traction::commands {

using wire::commands::CommandOutcome;

CommandDesk::CommandDesk(ports::Database& database, const Vin& vin, Actor& actor)
    : store_(database), stream_(wire::outcome_stream(vin, "commands")), actor_(actor) {}

void CommandDesk::settle_interrupted(runtime::Turn& turn) {
    for (const auto& order : store_.under_way()) {
        const bool done = actor_.reads_done(order);
        end(turn, order.command,
            done ? Ending{Phase::done, {}} : Ending{Phase::refused, reason::interrupted});
    }
}

void CommandDesk::receive(runtime::Turn& turn, const CommandOrder& order, const Knowledge& knowledge) {
    if (const auto known = store_.outcome(order.command)) return tell(turn, *known);
    store_.forget_before(turn.now() - kRemembered);
    const auto hindered = hindrance(order, knowledge.period, knowledge.car_time);
    const auto answer = hindered.value_or(Ending{Phase::received, {}});
    const CommandOutcome outcome{.command = order.command,
                                 .phase = answer.phase,
                                 .at = turn.now(),
                                 .reason = std::string(answer.reason)};
    store_.add(order, outcome);
    tell(turn, outcome);
    if (hindered) return;
    supersede(turn, order);
    received_.push_back(order);
}

void CommandDesk::act(runtime::Turn& turn, const Knowledge& knowledge) {
    for (const auto& order : std::exchange(received_, {})) {
        const auto hindered = hindrance(order, knowledge.period, knowledge.car_time);
        end(turn, order.command, hindered ? *hindered : ending_of(actor_.act(turn, order)));
    }
}

void CommandDesk::tell_again(runtime::Turn& turn) {
    for (const auto& outcome : store_.outcomes_since(turn.now() - kToldAgain)) tell(turn, outcome);
}

void CommandDesk::supersede(runtime::Turn& turn, const CommandOrder& by) {
    const auto subject = subject_of(by.act, by.arguments);
    std::erase_if(received_, [&](const CommandOrder& received) {
        if (subject_of(received.act, received.arguments) != subject) return false;
        end(turn, received.command, {Phase::refused, reason::superseded});
        return true;
    });
}

void CommandDesk::end(runtime::Turn& turn, const CommandId& command, const Ending& ending) {
    const CommandOutcome outcome{
        .command = command, .phase = ending.phase, .at = turn.now(), .reason = std::string(ending.reason)};
    store_.save(outcome);
    tell(turn, outcome);
}

void CommandDesk::tell(runtime::Turn& turn, const CommandOutcome& outcome) {
    turn.send(stream_, outcome.json());
}

}  // namespace traction::commands
