/// Lets cars show codes, and judges what was typed. Rule G5.
#pragma once

#include "cloud/garage/pairing_store.hpp"
#include "shared/runtime/turn.hpp"

namespace traction::garage {

class PairingDesk {
   public:
    explicit PairingDesk(ports::Database& database) : store_(database) {}

    /// The car shows a code; the same one while it is good. Gives until when. Refuses with
    /// `too_many_attempts` in the pause after too many tries, and who asks too often.
    Result<Timestamp> show_code(runtime::Turn& turn, const AccountId& account, const Vin& vin);
    /// Counts a wrong try. Refuses with `pairing_code_missing` or `pairing_code_wrong`; a right code is used
    /// up.
    std::optional<Refusal> judge(runtime::Turn& turn, const AccountId& account,
                                 const wire::garage::Pair& typed);
    /// The account has no code open for this car any more.
    void forget(runtime::Turn& turn, const AccountId& account, const Vin& vin);
    void forget_account(const AccountId& account) { store_.forget_allowances(account); }
    /// The car could not show it any more: nobody can type it.
    void on_code_shown(const wire::garage::CodeShown& outcome);

    /// One more look-up of a VIN. Refuses with `too_many_attempts`.
    std::optional<Refusal> count_look_up(const AccountId& account, Timestamp machine_now);

    std::optional<Timestamp> next_due() { return store_.next_due(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) { return store_.due_acts(until); }
    void on_due(Timestamp now) { store_.remove_due(now); }

   private:
    std::optional<Refusal> count(const AccountId& account, std::string_view what, int most,
                                 Timestamp machine_now);

    PairingStore store_;
};

}  // namespace traction::garage
