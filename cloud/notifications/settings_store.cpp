#include "cloud/notifications/settings_store.hpp"

#include <algorithm>

namespace traction::notifications {

using ports::Statement;

SettingsStore::SettingsStore(ports::Database& database)
    : zones_(database),
      listener_(database.prepare(
          "SELECT language, distance_unit, quiet_from, quiet_until FROM listener WHERE account = ?1")),
      choices_(database.prepare("SELECT kind, choice FROM kind_choice WHERE account = ?1")),
      has_chosen_(database.prepare("SELECT 1 FROM listener WHERE account = ?1 UNION ALL SELECT 1 FROM "
                                   "kind_choice WHERE account = ?1 LIMIT 1")),
      choose_(database.prepare("INSERT INTO kind_choice (account, kind, choice) VALUES (?1, ?2, ?3) ON "
                               "CONFLICT (account, kind) DO UPDATE SET choice = excluded.choice")),
      unchoose_(database.prepare("DELETE FROM kind_choice WHERE account = ?1 AND kind = ?2")),
      quiet_(database.prepare("INSERT INTO listener (account, quiet_from, quiet_until) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (account) DO UPDATE SET quiet_from = excluded.quiet_from, "
                              "quiet_until = excluded.quiet_until")),
      words_(database.prepare("INSERT INTO listener (account, language, distance_unit) VALUES (?1, ?2, ?3) "
                              "ON CONFLICT (account) DO UPDATE SET language = excluded.language, "
                              "distance_unit = excluded.distance_unit")),
      erase_listener_(database.prepare("DELETE FROM listener WHERE account = ?1")),
      erase_choices_(database.prepare("DELETE FROM kind_choice WHERE account = ?1")) {}

Settings SettingsStore::of(const AccountId& account) {
    Settings settings{.zone = zones_.of(account)};
    const auto read_listener = [&](const Statement& row) {
        settings.language = static_cast<Language>(row.integer(0));
        settings.distance_unit = static_cast<DistanceUnit>(row.integer(1));
        if (row.is_null(2)) return;
        settings.quiet = QuietHours{.from = std::chrono::minutes{row.integer(2)},
                                    .until = std::chrono::minutes{row.integer(3)}};
    };
    for_each_row(*listener_, read_listener, account.text());
    const auto read_choice = [&](const Statement& row) {
        const auto kind = std::find(kKindNames.begin(), kKindNames.end(), row.text(0));
        if (kind != kKindNames.end())
            settings.choices[static_cast<Kind>(kind - kKindNames.begin())] =
                static_cast<Choice>(row.integer(1));
    };
    for_each_row(*choices_, read_choice, account.text());
    return settings;
}

bool SettingsStore::has_chosen(const AccountId& account) {
    return first_row(
               *has_chosen_, [](const Statement&) { return true; }, account.text())
        .has_value();
}

void SettingsStore::choose(const AccountId& account, Kind kind, Choice choice) {
    if (choice == Choice::on) return run(*unchoose_, account.text(), name_of(kind));
    run(*choose_, account.text(), name_of(kind), static_cast<int>(choice));
}

void SettingsStore::set_quiet_hours(const AccountId& account, const std::optional<QuietHours>& quiet) {
    std::optional<std::int64_t> from, until;
    if (quiet) {
        from = quiet->from.count();
        until = quiet->until.count();
    }
    run(*quiet_, account.text(), from, until);
}

void SettingsStore::set_words(const AccountId& account, Language language, DistanceUnit unit) {
    run(*words_, account.text(), static_cast<int>(language), static_cast<int>(unit));
}

void SettingsStore::erase(const AccountId& account) {
    run(*erase_listener_, account.text());
    run(*erase_choices_, account.text());
    zones_.forget(account);
}

}  // namespace traction::notifications
