/// The ownership periods of who asks for an export, as places in it. Rule A11.
#pragma once

#include "cloud/ownership/ownership_book.hpp"
#include "shared/wire/messages/exports.hpp"

namespace traction::ownership {

/// One ownership period, and how far in it an export is.
struct PeriodToTell {
    Vin vin;
    OwnershipPeriod period = 0;
    /// Of the place after which the export goes on; nothing where the period is told from its beginning.
    std::optional<wire::exports::Place> after;

    /// The place of something in the period: its name and what follows it.
    std::string place(const std::string& rest) const {
        return vin.text() + "." + std::to_string(period) + "." + rest;
    }
};

/// The periods that are left to tell, ended or not, in the order of their VINs. Refuses a place that names
/// none. What the place says after VIN and period is for the worker to judge.
Result<std::vector<PeriodToTell>> periods_to_tell(OwnershipBook& book, const AccountId& account,
                                                  const wire::exports::Export& ask);

}  // namespace traction::ownership
