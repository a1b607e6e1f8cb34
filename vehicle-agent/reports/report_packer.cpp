#include "vehicle-agent/reports/report_packer.hpp"

#include <bit>
#include <utility>

namespace traction::reports {
namespace {

int values_in(const wire::Sample& sample) {
    return std::popcount(sample.present_mask());
}

}  // namespace

void ReportPacker::resume(wire::Report report) {
    report_ = std::move(report);
    values_ = 0;
    for (const auto& sample : report_.samples) values_ += values_in(sample);
}

void ReportPacker::add(const wire::Sample& sample) {
    if (sample.empty()) return;
    values_ += values_in(sample);
    report_.samples.push_back(sample);
}

bool ReportPacker::ready(Timestamp now) const {
    if (!report_.happenings.empty()) return true;
    if (report_.samples.empty()) return false;
    const bool full = values_ + values_in(report_.samples.back()) > packing_.most_values ||
                      report_.samples.size() >= wire::kMostSamples;
    return full || now >= *ready_at();
}

std::optional<Timestamp> ReportPacker::ready_at() const {
    if (report_.samples.empty()) return std::nullopt;
    return report_.samples.front().measured_at + packing_.longest_wait;
}

wire::Report ReportPacker::take() {
    values_ = 0;
    return std::exchange(report_, {});
}

}  // namespace traction::reports
