#include "cloud/process/all_workers.hpp"

#include <algorithm>

#include "cloud/billing/billing_worker.hpp"
#include "cloud/clock/clock_worker.hpp"
#include "cloud/commands/commands_worker.hpp"
#include "cloud/contracts/contracts_worker.hpp"
#include "cloud/garage/garage_worker.hpp"
#include "cloud/notifications/notifications_worker.hpp"
#include "cloud/state/state_worker.hpp"
#include "cloud/store/store_worker.hpp"

namespace traction::cloud {

std::vector<runtime::WorkerKind> all_workers(const Setting& setting) {
    std::vector<runtime::WorkerKind> kinds{accounts::worker_kind(setting.accounts),
                                           billing::worker_kind(),
                                           commands::worker_kind(),
                                           contracts::worker_kind(),
                                           danger_zones::worker_kind(setting.cameras),
                                           garage::worker_kind(),
                                           mail::worker_kind(setting.post),
                                           notifications::worker_kind(),
                                           payments::worker_kind(setting.provider),
                                           state::worker_kind(),
                                           store::worker_kind()};
    if (setting.time == runtime::TimeMode::sandbox) kinds.push_back(clock::worker_kind(setting.start));
    return kinds;
}

std::optional<std::vector<runtime::WorkerKind>> workers_named(const std::vector<std::string>& names,
                                                              const Setting& setting) {
    auto all = all_workers(setting);
    if (names.empty()) return all;
    std::vector<runtime::WorkerKind> chosen;
    for (const auto& name : names) {
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& kind) { return kind.name == name; });
        if (found == all.end()) return std::nullopt;
        chosen.push_back(*found);
    }
    return chosen;
}

std::string worker_names() {
    std::string names;
    for (const auto& kind : all_workers({.time = runtime::TimeMode::sandbox,
                            .start = kEarliest,
                            .post = {},
                            .accounts = {},
                            .provider = {},
                            .cameras = {}}))
        names.append(names.empty() ? "" : ", ").append(kind.name);
    return names;
}

}  // namespace traction::cloud
