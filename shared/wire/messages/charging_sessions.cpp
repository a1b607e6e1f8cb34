#include "shared/wire/messages/charging_sessions.hpp"

namespace traction::wire::state {

Tariff Tariff::read(Reader& reader) {
    Tariff tariff{.currency = reader.currency("currency"),
                  .peak_minor_per_mwh = reader.integer("peak_minor_per_mwh", 0, kMostMinorPerMwh),
                  .off_peak_minor_per_mwh = reader.integer("off_peak_minor_per_mwh", 0, kMostMinorPerMwh),
                  .off_peak = {.windows = commands::read_windows(reader, "windows")}};
    if (reader.has("zone")) tariff.off_peak.zone = reader.zone("zone");
    return tariff;
}

Json Tariff::json() const {
    return {{"currency", currency.code()},
            {"peak_minor_per_mwh", peak_minor_per_mwh},
            {"off_peak_minor_per_mwh", off_peak_minor_per_mwh},
            {"windows", commands::json_of(off_peak.windows)},
            {"zone", off_peak.zone.name()}};
}

}  // namespace traction::wire::state
