#include "shared/wire/privacy.hpp"

#include <algorithm>

namespace traction::wire {

Privacy privacy_at(std::span<const PrivacyChange> changes, Timestamp at) {
    const auto next = std::ranges::upper_bound(changes, at, {}, &PrivacyChange::at);
    const auto begun = static_cast<std::size_t>(next - changes.begin());
    if (begun == 0) return Privacy::none;
    const auto& latest = changes[begun - 1];
    if (latest.at < at) return latest.privacy;
    return begun == 1 ? Privacy::none : std::min(latest.privacy, changes[begun - 2].privacy);
}

}  // namespace traction::wire
