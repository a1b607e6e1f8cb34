/// Retained on `metrics/{process}` every 10 seconds. Rule H4.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire {

struct Metrics {
    std::int64_t handled = 0;        ///< messages since this life began
    std::int64_t inbox_dropped = 0;  ///< numbered messages that came again later
    std::int64_t outbox_rows = 0;
    std::int64_t new_epochs = 0;
    std::int64_t quarantined = 0;  ///< messages of cars that began too many epochs in a day
    std::int64_t faults = 0;       ///< lives that ended by a fault
    static Metrics read(Reader& reader) {
        const auto count = [&](const char* field) { return reader.integer(field, 0, INT64_MAX); };
        return {.handled = count("handled"),
                .inbox_dropped = count("inbox_dropped"),
                .outbox_rows = count("outbox_rows"),
                .new_epochs = count("new_epochs"),
                .quarantined = count("quarantined"),
                .faults = count("faults")};
    }
    Json json() const {
        return {{"handled", handled},       {"inbox_dropped", inbox_dropped}, {"outbox_rows", outbox_rows},
                {"new_epochs", new_epochs}, {"quarantined", quarantined},     {"faults", faults}};
    }
};

}  // namespace traction::wire
