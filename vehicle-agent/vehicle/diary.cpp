#include "vehicle-agent/vehicle/diary.hpp"

#include <algorithm>

#include "shared/domain/result.hpp"

namespace traction::vehicle {

void Diary::tell_at(Timestamp at, HappeningKind kind, Cause cause) {
    happenings_.push_back(
        {kind, at, session_, battery_.state_of_charge_percent(), charged_energy_wh_, cause});
}

void Diary::open_session() {
    std::string instant = to_text(now_);
    std::erase_if(instant, [](char c) { return c == '-' || c == ':' || c == '.'; });
    const auto id = SessionId::parse(vin_.text() + '-' + instant);
    check(id.has_value(), "a VIN and an instant make an id");
    session_ = *id;
    charged_energy_wh_ = 0;
}

}  // namespace traction::vehicle
