#include "vehicle-agent/fleet/prepared_reports.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "shared/mqtt/packets.hpp"
#include "shared/wire/report.hpp"

namespace traction::fleet {
namespace {

constexpr std::size_t kBodies = 64;
/// Signals with wide bounds are drawn from a car's everyday, so that the texts are as long as real ones.
constexpr double kEverydayLowest = -100;
constexpr double kEverydayHighest = 50'000;

double draw(const wire::SignalRow& row, std::mt19937_64& dice) {
    const auto lowest = std::max(row.lowest, kEverydayLowest);
    const auto highest = std::min(row.highest, kEverydayHighest);
    const auto value = std::uniform_real_distribution(lowest, highest)(dice);
    return row.form == wire::Form::number ? value : std::floor(value);
}

wire::Report draw_report(int values, std::mt19937_64& dice) {
    constexpr int kMostPerSample = static_cast<int>(wire::kSignalCount);
    wire::Report report;
    for (int samples = (values + kMostPerSample - 1) / kMostPerSample; samples > 0; --samples) {
        auto& sample = report.samples.emplace_back();
        sample.measured_at = kEarliest;
        const int share = values / samples;
        for (int i = 0; i < share; ++i) {
            const auto& row = wire::kSignals[static_cast<std::size_t>(i)];
            sample.set(row.signal, draw(row, dice));
        }
        values -= share;
    }
    return report;
}

}  // namespace

PreparedReports::PreparedReports(int values, std::uint64_t seed) : written_text_(to_text(written_)) {
    for (std::size_t i = 0; i < kBodies; ++i) bodies_.push_back(prepare(values, seed + i));
}

PreparedReports::Body PreparedReports::prepare(int values, std::uint64_t seed) const {
    std::mt19937_64 dice(seed);
    Body body{wire::write_report(draw_report(values, dice)), {}};
    const auto blank = to_text(kEarliest);
    for (auto at = body.text.find(blank); at != std::string::npos; at = body.text.find(blank, at + 1)) {
        body.instants.push_back(at);
    }
    return body;
}

void PreparedReports::append_to(std::string& out, std::string_view topic, wire::Epoch epoch,
                                wire::Number number, Timestamp measured_at) {
    if (measured_at != written_) {
        written_ = measured_at;
        written_text_ = to_text(measured_at);
    }
    auto& body = bodies_[number % kBodies];
    for (const auto at : body.instants) body.text.replace(at, written_text_.size(), written_text_);
    const auto payload =
        wire::write_numbered({.epoch = epoch, .number = number, .at = measured_at, .body = body.text});
    mqtt::append_publish_head(out, topic, payload.size(), false);
    out += payload;
}

}  // namespace traction::fleet
