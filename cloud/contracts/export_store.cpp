#include "cloud/contracts/export_store.hpp"

namespace traction::contracts {

ExportStore::ExportStore(ports::Database& database)
    : vins_(database.prepare("SELECT DISTINCT vin FROM contract WHERE buyer = ?1")) {}

std::set<std::string> ExportStore::vins_bought_for(const AccountId& account) {
    std::set<std::string> vins;
    for_each_row(
        *vins_, [&](const ports::Statement& row) { vins.insert(ports::text(row, 0)); }, account.text());
    return vins;
}

}  // namespace traction::contracts
