#include "vehicle-agent/replay/tally.hpp"

namespace traction::vehicle {

void Tally::count(const Doubts& doubts, bool is_used) {
    ++read;
    ++(is_used ? used : dropped);
    if (!doubts.any()) return;
    ++doubtful;
    for (std::size_t i = 0; i < kDoubtNames.size(); ++i) {
        const auto doubt = static_cast<Doubt>(i);
        if (doubts.has(doubt)) ++reasons[doubt];
    }
}

std::string Tally::summary() const {
    std::string text = "rows=" + std::to_string(read) + " used=" + std::to_string(used) +
                       " doubtful=" + std::to_string(doubtful);
    const char* before = " (";
    for (const auto& [doubt, times] : reasons) {
        text += before;
        text += kDoubtNames[static_cast<std::size_t>(doubt)];
        text += '=' + std::to_string(times);
        before = ", ";
    }
    return reasons.empty() ? text : text + ')';
}

}  // namespace traction::vehicle
