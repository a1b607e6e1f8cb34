/// The codes that cars show, and how often accounts asked. All calls happen inside the worker's transaction.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "cloud/garage/pairing_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/runtime/due_acts.hpp"

namespace traction::garage {

class PairingStore {
   public:
    explicit PairingStore(ports::Database& database);

    std::optional<Pairing> find(const AccountId& account, const Vin& vin);
    void save(const AccountId& account, const Vin& vin, const Pairing& pairing);
    void remove(const AccountId& account, const Vin& vin);
    void remove(const wire::garage::PairingId& id);
    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);
    /// Those whose time has come are gone.
    void remove_due(Timestamp instant);

    /// `what`: "look_up" or "code".
    std::optional<Allowance> allowance(const AccountId& account, std::string_view what);
    void save_allowance(const AccountId& account, std::string_view what, const Allowance& allowance);
    void forget_allowances(const AccountId& account);

   private:
    std::unique_ptr<ports::Statement> find_, save_, remove_, remove_named_, next_due_, due_acts_, remove_due_;
    std::unique_ptr<ports::Statement> allowance_, save_allowance_, forget_allowances_;
};

}  // namespace traction::garage
