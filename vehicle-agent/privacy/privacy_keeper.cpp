#include "vehicle-agent/privacy/privacy_keeper.hpp"

namespace traction::privacy {

PrivacyKeeper::PrivacyKeeper(ports::Database& database) : store_(database) {
    if (const auto kept = store_.load()) changes_.push_back(*kept);
}

std::vector<wire::PrivacyChange> PrivacyKeeper::follow(const vehicle::PrivacySwitch& on_screen) {
    auto chosen = on_screen.chosen_after(changes_.empty() ? kEarliest : changes_.back().at);
    if (chosen.empty()) return chosen;
    changes_.insert(changes_.end(), chosen.begin(), chosen.end());
    store_.save(changes_.back());
    return chosen;
}

std::optional<wire::PrivacyChange> PrivacyKeeper::latest() const {
    if (changes_.empty()) return std::nullopt;
    return changes_.back();
}

wire::Sample PrivacyKeeper::told(wire::Sample sample) const {
    sample.leave_out(wire::hidden_signals(now()));
    return sample;
}

}  // namespace traction::privacy
