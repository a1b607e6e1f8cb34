#include "shared/wire/twin.hpp"

#include "shared/wire/signal_value.hpp"

namespace traction::wire {
namespace {

void append_privacy(fmt::memory_buffer& out, const Twin& twin) {
    if (!twin.privacy()) return;
    fmt::format_to(std::back_inserter(out), R"("hides":"{}","private_since":"{}")",
                   name_of(twin.privacy()->privacy), to_text(twin.privacy()->at));
}

void append_aspect(fmt::memory_buffer& out, const Twin& twin, Aspect aspect) {
    out.push_back('{');
    if (aspect == Aspect::privacy) append_privacy(out, twin);
    const char* before = "";
    for (const auto& row : kSignals) {
        if (row.aspect != aspect || !twin.has(row.signal)) continue;
        fmt::format_to(std::back_inserter(out), R"({}"{}":{{"value":)", before, row.name);
        append_value(out, row, twin.value(row.signal));
        fmt::format_to(std::back_inserter(out), R"(,"measured_at":"{}"}})",
                       to_text(twin.measured_at(row.signal)));
        before = ",";
    }
    out.push_back('}');
}

/// One entry of an aspect: `{"value": …, "measured_at": …}`.
struct Entry {
    double value = 0;
    Timestamp measured_at{};

    static Entry read(const SignalRow& row, const Json& json, std::string path) {
        Reader reader(json, std::move(path), UnknownFields::allowed);
        const auto value = value_of(row, reader.any("value"));
        if (!value) reader.fail("value", "does not have the form of this signal");
        return {*value, reader.instant("measured_at")};
    }
};

void read_privacy(const Json& json, Twin& twin, const std::string& path) {
    Reader reader(json, path, UnknownFields::allowed);
    const auto hides = reader.word<Privacy>("hides", kPrivacyNames);
    if (hides == Privacy::none) reader.fail("hides", "a private car hides something");
    twin.set_privacy(PrivacyChange{.privacy = hides, .at = reader.instant("private_since")});
}

void read_signals(const Json& json, Twin& twin, const std::string& path) {
    if (!json.is_object()) throw Malformed(path, "must be an object");
    for (const auto& [name, content] : json.items()) {
        const auto signal = signal_named(name);
        if (!signal) continue;
        const auto entry = Entry::read(row_of(*signal), content, path + "/" + name);
        twin.set(*signal, entry.value, entry.measured_at);
    }
}

void read_aspect(std::string_view aspect, const Json& json, Twin& twin) {
    const auto path = "/" + std::string(aspect);
    if (aspect == kAspectNames[static_cast<std::size_t>(Aspect::privacy)])
        return read_privacy(json, twin, path);
    const bool known = std::find(kAspectNames.begin(), kAspectNames.end(), aspect) != kAspectNames.end();
    if (known) read_signals(json, twin, path);
}

}  // namespace

bool Twin::shows(Aspect aspect) const {
    if (aspect == Aspect::privacy) return privacy_.has_value();
    return std::any_of(kSignals.begin(), kSignals.end(),
                       [&](const auto& row) { return row.aspect == aspect && has(row.signal); });
}

std::string write_aspect(const Twin& twin, Aspect aspect) {
    fmt::memory_buffer out;
    append_aspect(out, twin, aspect);
    return fmt::to_string(out);
}

std::string write_twin(const Twin& twin) {
    fmt::memory_buffer out;
    out.push_back('{');
    for (std::size_t i = 0; i < kAspectNames.size(); ++i) {
        if (!twin.shows(static_cast<Aspect>(i))) continue;
        fmt::format_to(std::back_inserter(out), R"({}"{}":)", out.size() > 1 ? "," : "", kAspectNames[i]);
        append_aspect(out, twin, static_cast<Aspect>(i));
    }
    out.push_back('}');
    return fmt::to_string(out);
}

Result<Twin> read_twin(const Json& json) {
    if (!json.is_object()) return not_understood(Malformed("/", "must be an object"));
    try {
        Twin twin;
        for (const auto& [aspect, content] : json.items()) read_aspect(aspect, content, twin);
        return twin;
    } catch (const Malformed& malformed) {
        return not_understood(malformed);
    }
}

}  // namespace traction::wire
