#include "cloud/state/sample_store.hpp"

#include <bit>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace traction::state {
namespace {

using ports::Statement;

constexpr std::string_view kHead = "id, vehicle, period, previous, measured_at, doubtful";
constexpr int kHeadColumns = 6;

std::string signal_columns() {
    std::vector<std::string_view> names;
    for (const auto& row : wire::kSignals) names.push_back(row.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string insert_text() {
    std::string parameters = "?1";
    for (int i = 2; i <= kHeadColumns + static_cast<int>(wire::kSignalCount); ++i)
        parameters += fmt::format(", ?{}", i);
    return fmt::format("INSERT INTO sample ({}, {}) VALUES ({})", kHead, signal_columns(), parameters);
}

std::string select_text(std::string_view condition) {
    return fmt::format("SELECT {}, {} FROM sample WHERE {}", kHead, signal_columns(), condition);
}

SampleStore::Row read_row(const Statement& row) {
    SampleStore::Row read{.id = row.integer(0),
                          .vehicle = row.integer(1),
                          .period = static_cast<OwnershipPeriod>(row.integer(2)),
                          .previous = row.integer(3),
                          .sample = {}};
    read.sample.measured_at = ports::timestamp(row, 4);
    const auto doubtful = static_cast<std::uint64_t>(row.integer(5));
    for (std::size_t i = 0; i < wire::kSignalCount; ++i) {
        const int column = kHeadColumns + static_cast<int>(i);
        if (!row.is_null(column))
            read.sample.set(wire::kSignals[i].signal, row.real(column), (doubtful >> i & 1) != 0);
    }
    return read;
}

SampleId newest_place(ports::Database& database) {
    // After an erasure of the newest rows their places must not be taken again: the checkpoint may stand
    // beyond them.
    const auto newest = database.prepare(
        "SELECT max(coalesce((SELECT max(id) FROM sample), 0), (SELECT sample FROM checkpoint))");
    return ports::first_row(*newest, [](const Statement& row) { return row.integer(0); }).value_or(0);
}

}  // namespace

SampleStore::SampleStore(ports::Database& database)
    : append_(database.prepare(insert_text())),
      after_(database.prepare(select_text("id > ?1 ORDER BY id"))),
      at_(database.prepare(select_text("id = ?1"))),
      previous_(database.prepare("SELECT previous FROM sample WHERE id = ?1")),
      hand_over_(database.prepare("UPDATE sample SET period = ?2 WHERE id = ?1")),
      cut_(database.prepare("UPDATE sample SET previous = 0 WHERE id = ?1")),
      erase_(database.prepare("DELETE FROM sample WHERE id = ?1")),
      newest_(newest_place(database)) {}

SampleId SampleStore::append(VehicleId vehicle, OwnershipPeriod period, SampleId previous,
                             const wire::Sample& sample, std::uint64_t doubtful) {
    ports::StatementUse use(*append_, ++newest_, vehicle, period, previous, sample.measured_at, doubtful);
    for (auto rest = sample.present_mask(); rest != 0; rest &= rest - 1) {
        const int place = std::countr_zero(rest);
        append_->bind_real(kHeadColumns + 1 + place, sample.value(static_cast<wire::Signal>(place)));
    }
    use.step();
    return newest_;
}

void SampleStore::for_each_after(SampleId place, const std::function<void(const Row&)>& visit) {
    ports::for_each_row(
        *after_, [&](const Statement& row) { visit(read_row(row)); }, place);
}

void SampleStore::walk_back(SampleId newest, const std::function<bool(const Row&)>& visit) {
    while (newest != 0) {
        const auto row = ports::first_row(*at_, read_row, newest);
        if (!row || !visit(*row)) return;
        newest = row->previous;
    }
}

SampleId SampleStore::hand_over(SampleId newest, Timestamp since, OwnershipPeriod to) {
    SampleId oldest_given = 0;
    SampleId stays = 0;
    walk_back(newest, [&](const Row& row) {
        stays = row.sample.measured_at < since ? row.id : row.previous;
        if (stays == row.id) return false;
        ports::run(*hand_over_, row.id, to);
        oldest_given = row.id;
        return true;
    });
    if (oldest_given != 0) ports::run(*cut_, oldest_given);
    return stays;
}

std::int64_t SampleStore::erase(SampleId newest) {
    std::int64_t erased = 0;
    while (newest != 0) {
        const auto previous = ports::first_row(
            *previous_, [](const Statement& row) { return row.integer(0); }, newest);
        if (!previous) break;
        ports::run(*erase_, newest);
        newest = *previous;
        ++erased;
    }
    return erased;
}

}  // namespace traction::state
