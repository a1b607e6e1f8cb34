/// All that the cloud knows of a person and his cars, as one machine-readable file. Rule A11.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cloud/ctl/session.hpp"

namespace traction::ctl {

/// How an answer is got: `Session::ask`, and what else is to be done between two asks.
using Asking = std::function<std::optional<wire::Answer>(std::string_view worker, std::string_view verb,
                                                         const wire::Json& body)>;
/// Where the text goes, piece by piece: years of samples do not fit into memory.
using Sink = std::function<void(std::string_view)>;

inline constexpr int kExportVersion = 1;  ///< of the document's form

/// Asks each worker for its part, page by page, and writes one JSON object:
///
///     {"export_version": 1, "exported_at": instant,
///      "account": {"profile", "devices", "contracts"},   accounts: `accounts.Exported`
///      "garage": [vehicle, …],                           the cars, paired or not: `garage.Vehicle`
///      "contracts": [row, …],                            `contracts.ExportRow`
///      "billing": [row, …],                              address, means, charges, invoices:
///                                                        `billing.ExportRow`
///      "commands": [row, …],                             `commands.ExportRow`
///      "notifications": [notification, …],               newest first: `notifications.Notification`
///      "state": [row, …]}                                what the cars show now, samples, happenings:
///                                                        `state.ExportRow`
///
/// The names in backquotes are schemas of `shared/wire/asyncapi.yaml`. Rows name their car and its ownership
/// period. Throws Fault when a part is not answered or refused; the text then ends in its middle, so that
/// nobody takes half an export for a whole one.
void write_export(const Asking& ask, Timestamp now, const Sink& sink);

}  // namespace traction::ctl
