/// The twin of a car: the last good value of each signal, with the time it was measured. On the wire it
/// stands in parts, one for each aspect: `{"soc_percent": {"value": 81.5, "measured_at":
/// "2026-11-22T22:49:44.120Z"}, …}`. Rule V1. A private car shows `{"hides": "position", "private_since": …}`
/// besides, and nothing of what it hides. Rule D3.
#pragma once

#include <array>
#include <string>

#include "shared/wire/json.hpp"
#include "shared/wire/privacy.hpp"

namespace traction::wire {

/// A set of aspects, one bit each.
using AspectSet = std::uint8_t;
constexpr AspectSet bit_of(Aspect aspect) {
    return static_cast<AspectSet>(1U << static_cast<unsigned>(aspect));
}
inline constexpr AspectSet kAllAspects = (1U << kAspectNames.size()) - 1;
static_assert(kAspectNames.size() <= 8 * sizeof(AspectSet));

class Twin {
   public:
    bool has(Signal signal) const { return (present_ >> index(signal) & 1) != 0; }
    /// Only where `has(signal)`. Truths are 0 or 1, words the index in their list.
    double value(Signal signal) const { return values_[index(signal)]; }
    Timestamp measured_at(Signal signal) const { return measured_at_[index(signal)]; }
    void set(Signal signal, double value, Timestamp measured_at) {
        present_ |= std::uint64_t{1} << index(signal);
        values_[index(signal)] = value;
        measured_at_[index(signal)] = measured_at;
    }

    void take_away(Signal signal) { present_ &= ~(std::uint64_t{1} << index(signal)); }

    /// What is hidden, and since when; nothing while it is not private.
    const std::optional<PrivacyChange>& privacy() const { return privacy_; }
    void set_privacy(std::optional<PrivacyChange> privacy) { privacy_ = privacy; }

    bool empty() const { return present_ == 0 && !privacy_; }
    /// True when a signal of this aspect has a value.
    bool shows(Aspect aspect) const;

   private:
    static constexpr std::size_t index(Signal signal) { return static_cast<std::size_t>(signal); }
    std::uint64_t present_ = 0;
    std::array<double, kSignalCount> values_{};
    std::array<Timestamp, kSignalCount> measured_at_{};
    std::optional<PrivacyChange> privacy_;
};

/// One aspect as JSON text: the signals that have a value.
std::string write_aspect(const Twin& twin, Aspect aspect);
/// All aspects that have a value: `{"charging": {…}, "position": {…}}`.
std::string write_twin(const Twin& twin);

/// The twin that `write_twin` wrote. Refuses with `message_not_understood` and the path of the fault; what a
/// newer programme shows besides is passed over.
Result<Twin> read_twin(const Json& json);

}  // namespace traction::wire
