/// All contracts that a person bought or holds, with what happened to those he holds. Rule A11.
#pragma once

#include "cloud/contracts/charge_store.hpp"
#include "cloud/contracts/contracts_store.hpp"
#include "cloud/contracts/export_store.hpp"
#include "cloud/ownership/ownership_book.hpp"
#include "shared/runtime/handlers.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::contracts {

class ContractsExport {
   public:
    ContractsExport(ports::Database& database, ownership::OwnershipBook& book, ContractsStore& contracts,
                    ChargeStore& charges)
        : book_(book), contracts_(contracts), charges_(charges), bought_(database) {}

    void declare(runtime::Handlers& handlers);

   private:
    using Page = wire::exports::Page;

    /// After what of a car the export goes on: contract and history entry, by number and place.
    struct Told {
        std::int64_t contract = 0;
        std::int64_t entries = 0;
    };

    Result<wire::Json> answer(const AccountId& account, const wire::exports::Export& ask);
    std::set<std::string> vins_of(const AccountId& account);
    /// Each is false when the page is full.
    bool tell_car(Page& page, const AccountId& account, const std::string& vin, const Told& told);
    bool tell_contract(Page& page, const AccountId& account, const Stored& stored, const Told& told);

    wire::Json row_of(const Stored& stored, const AccountId& account);
    Timestamp held_since(const Contract& contract);

    ownership::OwnershipBook& book_;
    ContractsStore& contracts_;
    ChargeStore& charges_;
    ExportStore bought_;
};

}  // namespace traction::contracts
