/// Retained on `presence/{process}` and `vehicle/{vin}/presence`; the last will says `online: false`.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire {

struct Presence {
    bool online = false;
    std::string version;  ///< of the programme
    std::string boot;     ///< random name of this run of the process
    static Presence read(Reader& reader) {
        return {.online = reader.truth("online"),
                .version = reader.text_or("version", ""),
                .boot = reader.text_or("boot", "")};
    }
    Json json() const { return {{"online", online}, {"version", version}, {"boot", boot}}; }
};

/// Retained on `view/{worker}`: everything the worker retains lies on this broker. It is the canary: when it
/// is missing, the broker has forgotten, and the worker publishes its view again.
struct ViewComplete {
    std::uint64_t pages = 0;
    static ViewComplete read(Reader& reader) {
        return {.pages = static_cast<std::uint64_t>(reader.integer("pages", 1, INT64_MAX))};
    }
    Json json() const { return {{"pages", pages}}; }
};

}  // namespace traction::wire
