#include "vehicle-agent/reports/reporter.hpp"

#include <charconv>

#include "shared/wire/streams.hpp"
#include "vehicle-agent/reports/happening_words.hpp"

namespace traction::reports {
namespace {

/// What is dropped at once when the outbox is full, so that one gap is told and not thousands.
constexpr std::int64_t kDroppedShare = 16;

}  // namespace

Reporter::Reporter(ports::Database& database, const Vin& vin, Packing packing, OutboxLimit limit)
    : vin_(vin), stream_(wire::report_stream(vin)), limit_(limit), store_(database), packer_(packing) {
    if (auto pending = store_.pending()) {
        packer_.resume(std::move(*pending));
        kept_ = true;
    }
}

void Reporter::add(runtime::Turn& turn, const wire::Sample& sample) {
    if (sample.empty()) return;
    packer_.add(sample);
    changed_ = true;
    if (packer_.ready(turn.now())) flush(turn);
}

void Reporter::add(runtime::Turn& turn, wire::Happening happening) {
    packer_.add(std::move(happening));
    changed_ = true;
    if (packer_.report().happenings.size() >= wire::kMostHappenings) flush(turn);
}

void Reporter::keep(runtime::Turn& turn) {
    if (packer_.ready(turn.now())) return flush(turn);
    if (!std::exchange(changed_, false)) return;
    store_.save_pending(packer_.report());
    kept_ = true;
}

void Reporter::flush(runtime::Turn& turn) {
    if (packer_.empty()) return;
    send(turn, packer_.take());
    changed_ = false;
    if (std::exchange(kept_, false)) store_.clear_pending();
    const auto& waiting = store_.waiting();
    if (waiting.rows > limit_.rows || waiting.bytes > limit_.bytes) drop_oldest(turn);
}

void Reporter::on_numbered(const std::string& key) {
    std::int64_t number = 0;
    const auto read = std::from_chars(key.data(), key.data() + key.size(), number);
    if (read.ec == std::errc{}) store_.remove_waiting(number);
}

void Reporter::on_new_epoch(runtime::Turn& turn, Timestamp at) {
    wire::Report report;
    report.happenings.push_back(gap(vin_, at, "new_epoch"));
    send(turn, report);
}

void Reporter::send(runtime::Turn& turn, const wire::Report& report) {
    const auto body = wire::write_report(report);
    const auto key = store_.add_waiting(body.size());
    turn.send_text(stream_, body, std::to_string(key));
    ++sent_;
}

void Reporter::drop_oldest(runtime::Turn& turn) {
    const auto rows = limit_.rows - limit_.rows / kDroppedShare;
    const auto bytes = limit_.bytes - limit_.bytes / kDroppedShare;
    while (store_.waiting().rows > rows || store_.waiting().bytes > bytes) {
        const auto oldest = store_.oldest_waiting();
        if (!oldest) break;
        turn.withdraw(stream_, std::to_string(*oldest));
        store_.remove_waiting(*oldest);
    }
    add(turn, gap(vin_, turn.now(), "outbox_full"));
}

}  // namespace traction::reports
