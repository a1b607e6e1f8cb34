#include "cloud/commands/commands_worker.hpp"

#include <algorithm>

#include "cloud/commands/command_views.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::commands {

using runtime::Asker;
using runtime::Origin;
using runtime::Turn;
using wire::Party;

namespace refused = wire::refused;

namespace {

constexpr std::string_view kWorker = "commands";
constexpr std::string_view kKeyBegins = "command-";

std::string key_of(const CommandId& id) {
    return std::string(kKeyBegins) + id.text();
}

std::string stream_to(const Vin& vin) {
    return wire::order_stream(vin, kWorker);
}

bool counts_as_waiting(const Command& command) {
    return next_phase(command.phase, Event::deadline).has_value();
}

}  // namespace

runtime::WorkerKind worker_kind() {
    return {.name = std::string(kWorker), .migrations = migrations, .open = [](ports::Database& database) {
                ports::migrate(database, ownership::migrations(), "ownership");
                return std::make_unique<CommandsWorker>(database);
            }};
}

CommandsWorker::CommandsWorker(ports::Database& database)
    : book_(database), store_(database), export_(book_, store_) {}

void CommandsWorker::declare(runtime::Handlers& handlers) {
    const auto with = [this](auto method) {
        return [this, method](auto&... parts) { return (this->*method)(parts...); };
    };
    handlers.change<wire::commands::Send>(Party::owner, with(&CommandsWorker::on_send));
    handlers.change<wire::commands::Cancel>(Party::owner, with(&CommandsWorker::on_cancel));
    handlers.read<wire::commands::Show>(Party::owner, with(&CommandsWorker::on_show));
    handlers.read<wire::commands::Settings>(Party::owner, with(&CommandsWorker::on_settings));
    export_.declare(handlers);
    handlers.outcome<wire::commands::CommandOutcome>(kWorker, with(&CommandsWorker::on_outcome));
    handlers.event<wire::garage::OwnershipBegan>("garage", with(&CommandsWorker::on_began));
    handlers.event<wire::garage::OwnershipEnded>("garage", with(&CommandsWorker::on_ended));
    handlers.event<wire::accounts::AppDataErased>("accounts", with(&CommandsWorker::on_app_data_erased));
    handlers.event<wire::contracts::TeardownBegan>("contracts", with(&CommandsWorker::on_teardown));
}

CommandsWorker::Answer CommandsWorker::on_send(Turn& turn, const Asker& asker,
                                               const wire::commands::Send& ask) {
    const auto asked = ask.json().dump();
    if (const auto earlier = store_.find(ask.command)) return repeated(*earlier, asker.account(), asked);
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    const auto subject = subject_of(ask.act, ask.arguments);
    auto others = store_.open_of(ask.vin, owner->period);
    const auto waiting = std::count_if(others.begin(), others.end(), [&](const Command& other) {
        return counts_as_waiting(other) && !(other.phase == Phase::accepted && other.subject == subject);
    });
    const auto deadline = commands::accept(ask.deadline, turn.now(), static_cast<int>(waiting));
    if (!deadline) return deadline.refusal();
    supersede(turn, others, subject);
    if (auto kept = store_.last_done_about(ask.vin, owner->period, subject))
        take_back(turn, *kept, "superseded");
    const auto command = store_.add({.id = ask.command,
                                     .account = owner->account,
                                     .vin = ask.vin,
                                     .period = owner->period,
                                     .act = ask.act,
                                     .subject = subject,
                                     .asked = asked,
                                     .deadline = *deadline});
    accept(turn, command);
    return answer_of(command);
}

/// The same id stands for the same command, whatever happened since. Rule K1.
CommandsWorker::Answer CommandsWorker::repeated(const Command& earlier, const AccountId& account,
                                                const std::string& asked) {
    if (earlier.account != account || earlier.asked != asked) return Refusal(refused::id_reused);
    if (!is_shown(earlier)) return Refusal(refused::vehicle_not_in_garage);
    return answer_of(earlier);
}

void CommandsWorker::accept(Turn& turn, Command command) {
    store_.step(command, Phase::accepted, turn.now(), {});
    tell(turn, command, turn.now(), {});
    order(turn, command);
}

/// Of several about one subject only the latest counts, as far as the car has not been sent them. Rule K3.
void CommandsWorker::supersede(Turn& turn, std::vector<Command>& others, const std::string& subject) {
    for (auto& other : others) {
        if (other.subject == subject) take_back(turn, other, "superseded");
    }
}

void CommandsWorker::order(Turn& turn, const Command& command) {
    const wire::commands::CommandOrder order{.command = command.id,
                                             .period = command.period,
                                             .act = command.act,
                                             .arguments = arguments_of(command),
                                             .deadline = command.deadline};
    turn.send(stream_to(command.vin), order.json(), key_of(command.id));
}

CommandsWorker::Answer CommandsWorker::on_cancel(Turn& turn, const Asker& asker,
                                                 const wire::commands::Cancel& ask) {
    auto command = find_own(asker.account(), ask.command);
    if (!command) return Refusal(refused::command_unknown);
    if (is_end(command->phase)) return Refusal(refused::command_ended);
    if (command->phase != Phase::accepted) return Refusal(refused::command_already_sent);
    take_back(turn, *command, "owner");
    return answer_of(*command);
}

CommandsWorker::Answer CommandsWorker::on_show(Turn&, const Asker& asker, const wire::commands::Show& ask) {
    const auto command = find_own(asker.account(), ask.command);
    if (!command) return Refusal(refused::command_unknown);
    return shown(store_, *command);
}

CommandsWorker::Answer CommandsWorker::on_settings(Turn&, const Asker& asker,
                                                   const wire::commands::Settings& ask) {
    const auto owner = book_.owner_of(ask.vin);
    if (!owner || owner->account != asker.account()) return Refusal(refused::vehicle_not_in_garage);
    return settings_of(store_, ask.vin, owner->period);
}

std::optional<Command> CommandsWorker::find_own(const AccountId& account, const CommandId& id) {
    auto command = store_.find(id);
    if (!command || command->account != account || !is_shown(*command)) return std::nullopt;
    return command;
}

bool CommandsWorker::is_shown(const Command& command) {
    return book_.owner_of(command.vin) == ownership::Owner{command.account, command.period};
}

/// Only what was not sent expires here; of the rest the car has the last word. Rule K1.
void CommandsWorker::on_due(Turn& turn) {
    for (auto& command : store_.due(turn.now())) {
        if (command.phase == Phase::accepted) turn.withdraw(stream_to(command.vin), key_of(command.id));
        apply(turn, command, Event::deadline, turn.now(), "deadline");
    }
}

void CommandsWorker::on_numbered(Turn& turn, const std::string&, const std::string& key) {
    const auto id = CommandId::parse(std::string_view(key).substr(kKeyBegins.size()));
    check(id.has_value(), "the key of an order names its command");
    if (auto command = store_.find(*id)) apply(turn, *command, Event::sent, turn.now(), {});
}

/// The car's memory of this stream is gone, or ours is. It is told again what has no end yet, and what it is
/// to keep, in the order in which it was accepted. It knows a command by its id, so that what it still
/// remembers is not done twice but answered as it ended; and past its deadline nothing is done. Rule K1.
void CommandsWorker::on_new_epoch(Turn& turn, const std::string& stream) {
    const auto vin = *Vin::parse(wire::parse_stream(stream)->vin);
    const auto owner = book_.owner_of(vin);
    if (!owner) return;
    auto again = store_.open_of(vin, owner->period);
    for (auto& kept : store_.last_done_of(vin, owner->period)) {
        // What is to be kept does not grow old: only a later wish replaces it.
        if (!is_kept_by_car(kept.act)) continue;
        kept.deadline = kLatest;
        again.push_back(std::move(kept));
    }
    std::sort(again.begin(), again.end(),
              [](const Command& one, const Command& other) { return one.row < other.row; });
    for (const auto& command : again) order(turn, command);
}

void CommandsWorker::on_outcome(Turn& turn, const Origin& origin,
                                const wire::commands::CommandOutcome& outcome) {
    auto command = store_.find(outcome.command);
    const auto event = event_of(outcome.phase);
    if (!command || !event || command->vin.text() != origin.vin) return;
    // A car's clock may be ahead; no step is kept in the future.
    apply(turn, *command, *event, std::min(outcome.at, turn.now()), outcome.reason);
}

bool CommandsWorker::apply(Turn& turn, Command& command, Event event, Timestamp at,
                           const std::string& reason) {
    const auto next = next_phase(command.phase, event);
    if (!next) return false;
    store_.step(command, *next, at, reason);
    tell(turn, command, at, reason);
    return true;
}

void CommandsWorker::tell(Turn& turn, const Command& command, Timestamp at, const std::string& reason) {
    if (!is_shown(command)) return;
    const wire::commands::Step step{.command = command.id,
                                    .vin = command.vin,
                                    .act = command.act,
                                    .phase = command.phase,
                                    .at = at,
                                    .reason = reason};
    turn.publish(wire::topic(wire::TopicKind::command_step, {command.account.text(), command.id.text()}),
                 step.json());
}

void CommandsWorker::on_began(Turn&, const Origin&, const wire::garage::OwnershipBegan& event) {
    book_.begin(event.vin, event.period, event.account);
}

void CommandsWorker::on_ended(Turn& turn, const Origin&, const wire::garage::OwnershipEnded& event) {
    take_back_all(turn, event.vin, event.period, "ownership_ended");
    book_.end(event.vin, event.period);
    if (event.reason == wire::garage::PeriodEnd::removed) erase(turn, event.vin, event.period);  // rule G7
}

/// Rule A10: in the account's present and former periods. The cars stay its own; what one of them was sent
/// already it ends without being heard.
void CommandsWorker::on_app_data_erased(Turn& turn, const Origin&,
                                        const wire::accounts::AppDataErased& event) {
    for (const auto& [vin, period] : book_.periods_of(event.account)) {
        take_back_all(turn, vin, period, "app_data_erased");
        erase(turn, vin, period);
    }
}

void CommandsWorker::on_teardown(Turn& turn, const Origin&, const wire::contracts::TeardownBegan& event) {
    const auto cancelled = take_back_all(turn, event.vin, event.period, "teardown");
    book_.end(event.vin, event.period);
    const auto erased = erase(turn, event.vin, event.period);
    const auto total = store_.add_erasure(event.teardown, {.cancelled = cancelled, .erased = erased});
    turn.emit(wire::contracts::TeardownPart{.teardown = event.teardown, .counts = total.counts()});
}

/// Erasure covers the outbox: an order may wait there to be sent again. Gives how many were erased.
std::int64_t CommandsWorker::erase(Turn& turn, const Vin& vin, OwnershipPeriod period) {
    for (const auto& command : store_.of_vehicle(vin, period))
        turn.withdraw(stream_to(command.vin), key_of(command.id));
    return store_.erase(vin, period);
}

/// Gives how many were cancelled. The account is told while it may still see the car.
std::int64_t CommandsWorker::take_back_all(Turn& turn, const Vin& vin, OwnershipPeriod period,
                                           const std::string& reason) {
    std::int64_t cancelled = 0;
    for (auto& command : store_.of_vehicle(vin, period)) cancelled += take_back(turn, command, reason);
    return cancelled;
}

bool CommandsWorker::take_back(Turn& turn, Command& command, const std::string& reason) {
    // What the car keeps may wait to be told again although it is done (see `on_new_epoch`). What was sent
    // stays: the car ends it.
    const bool order_is_ours = command.phase == Phase::accepted || is_end(command.phase);
    if (order_is_ours) turn.withdraw(stream_to(command.vin), key_of(command.id));
    return apply(turn, command, Event::taken_back, turn.now(), reason);
}

}  // namespace traction::commands
