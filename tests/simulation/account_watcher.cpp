#include "tests/simulation/account_watcher.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "shared/domain/calendar.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/garage.hpp"

namespace traction::simulation {

namespace contracts = wire::contracts;
using wire::letters::Subject;

namespace {

constexpr std::size_t kMostCars = 10;
constexpr int kProfileKeptMonths = 2;
/// What a person was told may have happened so much earlier: answers are lost, and come again.
constexpr std::chrono::hours kToldLate{3};

/// Letters about a car, a contract, a charge, an offer or a notification come from events, and carry the
/// cause in their ids.
bool has_cause_in_id(Subject subject) {
    return subject == Subject::vehicle_moved || subject == Subject::contracts_ended ||
           subject == Subject::notice || subject >= Subject::account_erased;
}

}  // namespace

std::optional<Subject> AccountWatcher::subject_of(const std::string& letter) const {
    const auto known = letters_.find(letter);
    if (known == letters_.end()) return std::nullopt;
    return known->second;
}

/// No mail twice for one cause, and none to who is gone. Rules A10, N1.
void AccountWatcher::see_letter(const wire::letters::Letter& letter, Timestamp now) {
    const auto subject = wire::word_text(letter.subject, wire::letters::kSubjectNames);
    if (closed_.contains(letter.to) && letter.subject != Subject::account_erased)
        complain_(fmt::format("A10: a letter ({}) to an erased account, {}", subject, letter.to), now);
    if (!letters_.emplace(letter.letter.text(), letter.subject).second || has_cause_in_id(letter.subject))
        return;
    if (--causes_[{letter.to, letter.subject}] < 0)
        complain_(fmt::format("N1: a letter without a cause of its own ({}) to {}", subject, letter.to), now);
}

void AccountWatcher::see_event(const wire::Event& event, Timestamp now) {
    if (!event.data.contains("account")) return;
    const std::string account = event.data.at("account");
    see_contract(event, account);
    see_garage(event, account, now);
    if (event.type == wire::accounts::AppDataErased::kType) {
        holders_[account].app_left_at = event.at;
        if (app_data_erased_) app_data_erased_(account);
    }
    if (event.type == wire::accounts::ZoneChosen::kType)
        holders_[account].zone = Zone::parse(event.data.at("zone").get<std::string>()).value();
    if (event.type == wire::accounts::AccountErased::kType) see_erasure(event, account, now);
}

/// A contract that was sold with its car ends for its buyer and for who has it then.
void AccountWatcher::see_contract(const wire::Event& event, const std::string& account) {
    if (event.type == contracts::ContractActivated::kType) {
        const std::string contract = event.data.at("contract");
        buyers_[contract] = account;
        holders_[account].running_contracts.insert(contract);
        holders_[account].all_contracts.insert(contract);
    }
    if (event.type != contracts::ContractExpired::kType && event.type != contracts::ContractEnded::kType)
        return;
    const std::string contract = event.data.at("contract");
    for (const auto& each : {buyers_.emplace(contract, account).first->second, account}) {
        auto& holder = holders_[each];
        holder.running_contracts.erase(contract);
        holder.contract_ended_at = std::max(holder.contract_ended_at.value_or(event.at), event.at);
    }
}

/// G1: never more than ten.
void AccountWatcher::see_garage(const wire::Event& event, const std::string& account, Timestamp now) {
    auto& holder = holders_[account];
    if (event.type == wire::garage::VehicleRemoved::kType) {
        holder.garage.erase(event.data.at("vin"));
        holder.removed_at[event.data.at("vin")] = event.at;
    }
    if (event.type != wire::garage::VehicleAdded::kType) return;
    holder.garage.insert(event.data.at("vin"));
    if (holder.garage.size() > kMostCars)
        complain_(fmt::format("G1: {} holds {} cars", account, holder.garage.size()), now);
}

std::optional<Timestamp> AccountWatcher::erasure_due(const Holder& holder) {
    if (!holder.app_left_at || holder.store_member || !holder.running_contracts.empty()) return std::nullopt;
    const auto last = std::max({*holder.app_left_at, holder.store_left_at.value_or(kEarliest),
                                holder.contract_ended_at.value_or(kEarliest)});
    const auto& zone = holder.zone;
    return zone.at(anniversary(zone.day_of(last), kProfileKeptMonths), zone.time_of_day(last));
}

/// A10: not before its time.
void AccountWatcher::see_erasure(const wire::Event& event, const std::string& account, Timestamp now) {
    auto& holder = holders_[account];
    const auto due = erasure_due(holder);
    if (!due)
        complain_("A10: account " + account + " was erased, which something holds", now);
    else if (event.at < *due - kToldLate)
        complain_(fmt::format("A10: account {} was erased before {}", account, to_text(*due)), now);
    holder.erased_at = event.at;
    if (erased_) erased_(account);
}

}  // namespace traction::simulation
