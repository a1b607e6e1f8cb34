/// What must hold at every moment, whatever is lost, repeated, forgotten or crashed. The watcher sees each
/// publication, and knows nothing from inside the workers but their committed databases.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "shared/domain/calendar.hpp"
#include "shared/ports/bus.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/streams.hpp"
#include "tests/simulation/account_watcher.hpp"
#include "tests/simulation/money_watcher.hpp"
#include "tests/simulation/notice_watcher.hpp"

namespace traction::simulation {

class Watcher {
   public:
    /// What the database of a process has committed: the last number applied of a stream's epoch.
    using Applied =
        std::function<wire::Number(const std::string& process, const std::string& stream, wire::Epoch epoch)>;

    explicit Watcher(Applied applied) : applied_(std::move(applied)) {}

    void see(const std::string& from, const ports::Publication& publication, Timestamp now);
    void complain(const std::string& what, Timestamp now);
    /// Hears of each contract that has expired or was ended.
    void set_contract_over(std::function<void(const wire::contracts::ContractEvent&)> hear) {
        contract_over_ = std::move(hear);
    }

    /// The part of it that watches accounts.
    AccountWatcher& accounts() { return accounts_; }
    /// The part of it that watches money.
    const MoneyWatcher& money() const { return money_; }
    /// The part of it that watches notifications.
    NoticeWatcher& notices() { return notices_; }
    const std::vector<std::string>& violations() const { return violations_; }
    /// A number over everything that was ever said, in its order: the same seed gives the same one.
    std::uint64_t trace() const { return trace_; }
    std::int64_t publications() const { return publications_; }
    /// Samples in the reports of a car, each numbered report once.
    std::int64_t samples_sent(const std::string& vin) const;
    const std::map<std::string, wire::commands::Phase>& ended_commands() const { return ended_commands_; }
    const std::map<std::string, wire::contracts::TeardownBegan>& teardowns() const { return teardowns_; }

   private:
    struct Contract {
        Zone zone = Zone::standard();
        LocalDay opened_on{};
        int term_months = 0;
        int further_terms = 0;  ///< renewed or extended
    };
    void see_numbered(const std::string& stream, const wire::StreamName& name, const wire::Numbered& message,
                      Timestamp now);
    void see_acknowledgement(const std::string& from, const wire::AckTarget& target,
                             const wire::Acknowledgement& ack, Timestamp now);
    void see_letter(const wire::Numbered& message, Timestamp now);
    void see_event(std::string_view worker, const wire::Event& event, Timestamp now);
    void see_renewal(const wire::Event& event, Timestamp now);
    void see_extension(const wire::Event& event, Timestamp now);
    void see_teardown_part(std::string_view worker, const wire::Event& event);
    void see_step(std::string_view account, const ports::Publication& publication, Timestamp now);
    void see_notification(const std::string& account, const ports::Publication& publication, Timestamp now);
    void see_order(const wire::Event& event);
    void see_entitlement(const wire::StreamName& stream, const wire::Numbered& message);
    /// D3: nothing about danger zones goes to or from a car that never had a contract for it.
    void see_surroundings(const wire::StreamName& stream, Timestamp now);
    void see_owner(const wire::garage::OwnershipBegan& began, Timestamp now);
    /// Something of the car goes to the account.
    void see_sight(const std::string& account, const std::string& vin, Timestamp now);

    Applied applied_;
    std::function<void(const wire::contracts::ContractEvent&)> contract_over_;
    std::vector<std::string> violations_;
    AccountWatcher accounts_{[this](const std::string& what, Timestamp now) { complain(what, now); }};
    MoneyWatcher money_{[this](const std::string& what, Timestamp now) { complain(what, now); }};
    NoticeWatcher notices_{[this](const std::string& what, Timestamp now) { complain(what, now); }};
    std::uint64_t trace_ = 1469598103934665603u;
    std::int64_t publications_ = 0;
    /// Of one stream: a digest of each numbered body of each epoch, number 1 first; 0 where none was seen.
    struct Stream {
        wire::Epoch epoch{};
        std::map<wire::Epoch, std::vector<std::size_t>> bodies;
    };
    bool was_sent(const std::string& stream, wire::Epoch epoch, wire::Number number) const;

    std::unordered_map<std::string, Stream> streams_;
    std::map<std::string, std::int64_t> samples_;
    std::set<std::string> events_;
    std::map<std::string, Contract> contracts_;   ///< from their orders on
    std::set<std::string> entitled_to_warnings_;  ///< cars to which such an entitlement was ordered
    std::map<std::string, wire::commands::Phase> ended_commands_;
    std::map<std::string, wire::contracts::TeardownBegan> teardowns_;
    std::map<std::string, wire::garage::OwnershipBegan> owners_;  ///< of each car, the latest that was told
    std::set<std::pair<std::string, OwnershipPeriod>> ended_periods_;  ///< of which car
    std::set<std::pair<std::string, std::string>> blind_;              ///< account and VIN: sight has ended
    std::set<std::pair<std::string, std::string>> untold_;             ///< account and VIN: is told no more
    std::set<std::pair<std::string, std::string>> powerless_;          ///< account and VIN: control has ended
};

}  // namespace traction::simulation
