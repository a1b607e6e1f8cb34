#include <fmt/format.h>

#include "shared/wire/json.hpp"
#include "shared/wire/report.hpp"
#include "shared/wire/signal_value.hpp"

namespace traction::wire {
namespace {

void append_signal(fmt::memory_buffer& out, const SignalRow& row, double value) {
    fmt::format_to(std::back_inserter(out), R"(,"{}":)", row.name);
    append_value(out, row, value);
}

void append_doubtful(fmt::memory_buffer& out, const Sample& sample) {
    const char* before = R"(,"doubtful":[)";
    for (const auto& row : kSignals) {
        if (!sample.doubtful(row.signal)) continue;
        fmt::format_to(std::back_inserter(out), R"({}"{}")", before, row.name);
        before = ",";
    }
    if (sample.doubtful_mask() != 0) out.push_back(']');
}

void append_sample(fmt::memory_buffer& out, const Sample& sample) {
    fmt::format_to(std::back_inserter(out), R"({{"measured_at":"{}")", to_text(sample.measured_at));
    for (const auto& row : kSignals) {
        if (sample.has(row.signal)) append_signal(out, row, sample.value(row.signal));
    }
    append_doubtful(out, sample);
    out.push_back('}');
}

void append_happening(fmt::memory_buffer& out, const Happening& happening) {
    fmt::format_to(std::back_inserter(out), R"({{"id":"{}","kind":"{}","at":"{}")", happening.id.text(),
                   kHappeningNames[static_cast<std::size_t>(happening.kind)], to_text(happening.at));
    if (happening.session)
        fmt::format_to(std::back_inserter(out), R"(,"session":"{}")", happening.session->text());
    if (happening.cause)
        fmt::format_to(std::back_inserter(out), R"(,"cause":{})", Json(*happening.cause).dump());
    out.push_back('}');
}

template <class Entry, class Append>
void append_list(fmt::memory_buffer& out, std::string_view name, const std::vector<Entry>& entries,
                 Append append) {
    fmt::format_to(std::back_inserter(out), R"("{}":[)", name);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (i > 0) out.push_back(',');
        append(out, entries[i]);
    }
    out.push_back(']');
}

template <class Entry, class Append>
std::string written(const Entry& entry, Append append) {
    fmt::memory_buffer out;
    append(out, entry);
    return fmt::to_string(out);
}

}  // namespace

std::string write_sample(const Sample& sample) {
    return written(sample, append_sample);
}

std::string write_happening(const Happening& happening) {
    return written(happening, append_happening);
}

std::string write_report(const Report& report) {
    fmt::memory_buffer out;
    out.push_back('{');
    append_list(out, "samples", report.samples, append_sample);
    if (!report.happenings.empty()) {
        out.push_back(',');
        append_list(out, "happenings", report.happenings, append_happening);
    }
    out.push_back('}');
    return fmt::to_string(out);
}

}  // namespace traction::wire
