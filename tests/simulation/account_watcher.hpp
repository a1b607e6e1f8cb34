/// What must hold of accounts at every moment, seen from what is said of them and from what people know.
/// Rules A2, A3, A10, G1, N1.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "shared/domain/calendar.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/letters.hpp"

namespace traction::simulation {

class AccountWatcher {
   public:
    using Subject = wire::letters::Subject;
    using Complain = std::function<void(const std::string& what, Timestamp now)>;

    explicit AccountWatcher(Complain complain) : complain_(std::move(complain)) {}

    void see_event(const wire::Event& event, Timestamp now);
    void see_letter(const wire::letters::Letter& letter, Timestamp now);

    /// Somebody gives cause for one letter of this subject to the address.
    void expect_letter(const std::string& address, Subject subject) { ++causes_[{address, subject}]; }
    /// Nothing is to be sent to it any more.
    void close_address(const std::string& address) { closed_.insert(address); }
    /// Nothing when no letter of this id was seen.
    std::optional<Subject> subject_of(const std::string& letter) const;

    /// What holds the profile of an account, and what it has.
    struct Holder {
        Zone zone = Zone::standard();
        bool store_member = false;               ///< as its person was told
        std::optional<Timestamp> app_left_at;    ///< until he signs in there again
        std::optional<Timestamp> store_left_at;  ///< as its person was told
        std::optional<Timestamp> contract_ended_at;
        std::set<std::string> running_contracts;
        std::set<std::string> all_contracts;
        std::set<std::string> garage;                 ///< VINs
        std::map<std::string, Timestamp> removed_at;  ///< of each VIN, the last time
        std::optional<Timestamp> erased_at;
    };
    Holder& holder(const std::string& account) { return holders_[account]; }
    const std::map<std::string, Holder>& holders() const { return holders_; }
    /// When the profile is to be erased; nothing while something holds it. Rule A10.
    static std::optional<Timestamp> erasure_due(const Holder& holder);

    void set_app_data_erased(std::function<void(const std::string& account)> hear) {
        app_data_erased_ = std::move(hear);
    }
    void set_erased(std::function<void(const std::string& account)> hear) { erased_ = std::move(hear); }
    void complain(const std::string& what, Timestamp now) { complain_(what, now); }

   private:
    void see_contract(const wire::Event& event, const std::string& account);
    void see_garage(const wire::Event& event, const std::string& account, Timestamp now);
    void see_erasure(const wire::Event& event, const std::string& account, Timestamp now);

    Complain complain_;
    std::function<void(const std::string&)> app_data_erased_;
    std::function<void(const std::string&)> erased_;
    std::map<std::string, Holder> holders_;
    std::map<std::string, std::string> buyers_;  ///< of each contract
    std::map<std::pair<std::string, Subject>, int> causes_;
    std::map<std::string, Subject> letters_;
    std::set<std::string> closed_;
};

}  // namespace traction::simulation
