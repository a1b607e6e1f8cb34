#include "vehicle-agent/privacy/privacy_store.hpp"

namespace traction::privacy {

PrivacyStore::PrivacyStore(ports::Database& database)
    : load_(database.prepare("SELECT privacy, since FROM privacy")),
      save_(database.prepare("INSERT OR REPLACE INTO privacy (one, privacy, since) VALUES (1, ?1, ?2)")) {}

std::optional<wire::PrivacyChange> PrivacyStore::load() {
    return first_row(*load_, [](const ports::Statement& row) {
        return wire::PrivacyChange{.privacy = wire::privacy_meant(row.text(0)),
                                   .at = ports::timestamp(row, 1)};
    });
}

void PrivacyStore::save(const wire::PrivacyChange& change) {
    run(*save_, wire::name_of(change.privacy), change.at);
}

}  // namespace traction::privacy
