#include "tests/simulation/privacy_watcher.hpp"

#include <fmt/format.h>

namespace traction::simulation {

using wire::Privacy;

Privacy PrivacyWatcher::at(const std::string& vin, Timestamp instant) const {
    const auto known = changes_.find(vin);
    return known == changes_.end() ? Privacy::none : wire::privacy_at(known->second, instant);
}

void PrivacyWatcher::see_report(const std::string& vin, const wire::Numbered& message, Timestamp now) {
    if (!changes_.contains(vin)) return;
    wire::ReportDecoder decoder;
    const auto report = decoder.decode(message.body);
    if (!report) return complain_("a report of " + vin + " cannot be read", now);
    for (const auto& sample : (*report)->samples) {
        const auto privacy = at(vin, sample.measured_at);
        if ((sample.present_mask() & wire::hidden_signals(privacy)) == 0) continue;
        complain_(fmt::format("D3: {} sends what it measured at {}, when it was private ({})", vin,
                              to_text(sample.measured_at), wire::name_of(privacy)),
                  now);
    }
    for (const auto& happening : (*report)->happenings) {
        if (!wire::hides(at(vin, happening.at), happening.kind)) continue;
        complain_(fmt::format("D3: {} tells {}, when it was private", vin, happening.id.text()), now);
    }
}

void PrivacyWatcher::see_aspect(const std::string& vin, const std::string& aspect, const wire::Json& signals,
                                Timestamp now) {
    for (const auto& [name, entry] : signals.items()) {
        const auto signal = wire::signal_named(name);
        if (!signal) continue;
        const auto measured_at = parse_timestamp(entry.at("measured_at").get<std::string>()).value();
        const auto privacy = at(vin, measured_at);
        if (!wire::hides(privacy, wire::row_of(*signal).aspect)) continue;
        complain_(fmt::format("D3: {} of {} is shown, measured at {}, when it was private", aspect, vin,
                              to_text(measured_at)),
                  now);
    }
}

}  // namespace traction::simulation
