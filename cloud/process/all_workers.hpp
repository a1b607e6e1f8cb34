/// The list of the cloud's workers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cloud/accounts/accounts_worker.hpp"
#include "cloud/danger_zones/danger_zones_worker.hpp"
#include "cloud/mail/mail_worker.hpp"
#include "cloud/payments/payments_worker.hpp"
#include "shared/runtime/service_time.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::cloud {

inline constexpr std::string_view kClockWorker = "clock";

/// What a cloud is given, beside the surroundings of every worker.
struct Setting {
    runtime::TimeMode time = runtime::TimeMode::wall;
    Timestamp start{};  ///< of a new sandbox clock
    mail::Post post;    ///< where letters go
    accounts::Means accounts;
    payments::OpenProvider provider;    ///< of payments
    danger_zones::OpenCameras cameras;  ///< of danger_zones; empty: no file is named
};

/// All workers of a cloud; the clock is one of them in the sandbox only.
std::vector<runtime::WorkerKind> all_workers(const Setting& setting);
/// Those with these names, or all when none is named. Nothing when a name is not known.
std::optional<std::vector<runtime::WorkerKind>> workers_named(const std::vector<std::string>& names,
                                                              const Setting& setting);
/// "clock, commands, …"
std::string worker_names();

}  // namespace traction::cloud
