/// Keeps what people in the car let it tell of itself: nothing that is hidden leaves the car, whatever it is
/// entitled to. Rule D3.
#pragma once

#include <vector>

#include "vehicle-agent/privacy/privacy_store.hpp"
#include "vehicle-agent/vehicle/ports.hpp"

namespace traction::privacy {

class PrivacyKeeper {
   public:
    explicit PrivacyKeeper(ports::Database& database);

    /// The car was switched on: its switch shows what holds.
    void show(vehicle::PrivacySwitch& on_screen) const { on_screen.show(now()); }
    /// Takes over what was chosen since; gives it, to be told. Before anything else of a moment is told.
    std::vector<wire::PrivacyChange> follow(const vehicle::PrivacySwitch& on_screen);
    /// What holds, and since when; nothing while nobody has chosen anything yet.
    std::optional<wire::PrivacyChange> latest() const;

    bool hides(wire::Aspect aspect) const { return wire::hides(now(), aspect); }
    /// Judged by when it happened: it may be told later, when something else holds.
    bool hides(wire::HappeningKind kind, Timestamp at) const {
        return wire::hides(wire::privacy_at(changes_, at), kind);
    }
    /// What may be told of what is measured now.
    wire::Sample told(wire::Sample sample) const;

   private:
    wire::Privacy now() const { return changes_.empty() ? wire::Privacy::none : changes_.back().privacy; }

    PrivacyStore store_;
    /// What was kept, and all that was chosen since this object was made.
    std::vector<wire::PrivacyChange> changes_;
};

}  // namespace traction::privacy
