/// Nothing that people in a car hid is ever sent by it, shown of it or kept of it. Rule D3.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shared/ports/bus.hpp"
#include "shared/wire/envelope.hpp"
#include "shared/wire/privacy.hpp"
#include "shared/wire/topics.hpp"

namespace traction::simulation {

class PrivacyWatcher {
   public:
    using Complain = std::function<void(const std::string& what, Timestamp now)>;
    using Changes = std::vector<wire::PrivacyChange>;

    explicit PrivacyWatcher(Complain complain) : complain_(std::move(complain)) {}

    /// Somebody in the car chose it.
    void chosen(const std::string& vin, const wire::PrivacyChange& change) {
        changes_[vin].push_back(change);
    }
    void see_report(const std::string& vin, const wire::Numbered& message, Timestamp now);
    /// An aspect of a car goes to operators or to an owner.
    void see_aspect(const std::string& vin, const std::string& aspect, const wire::Json& signals,
                    Timestamp now);

    const std::map<std::string, Changes>& changes() const { return changes_; }
    /// What people in the car let it tell at that instant.
    wire::Privacy at(const std::string& vin, Timestamp instant) const;

   private:
    Complain complain_;
    std::map<std::string, Changes> changes_;  ///< in order of time
};

}  // namespace traction::simulation
