/// How each person is told: what he chose here, and in which language and unit, as `accounts` told.
#pragma once

#include "cloud/notifications/telling_rules.hpp"
#include "cloud/zones/account_zones.hpp"
#include "shared/ports/database.hpp"

namespace traction::notifications {

class SettingsStore {
   public:
    explicit SettingsStore(ports::Database& database);

    /// With the account's zone.
    Settings of(const AccountId& account);
    /// True where something was chosen; else `of` gives the standard.
    bool has_chosen(const AccountId& account);
    void choose(const AccountId& account, Kind kind, Choice choice);
    void set_quiet_hours(const AccountId& account, const std::optional<QuietHours>& quiet);
    void set_words(const AccountId& account, Language language, DistanceUnit unit);
    /// Rule A10.
    void erase(const AccountId& account);

    zones::AccountZones& zones() { return zones_; }

   private:
    zones::AccountZones zones_;
    std::unique_ptr<ports::Statement> listener_, choices_, has_chosen_, choose_, unchoose_, quiet_, words_,
        erase_listener_, erase_choices_;
};

}  // namespace traction::notifications
