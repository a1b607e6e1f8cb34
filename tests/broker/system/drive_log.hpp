/// Recorded drives of which every row is known.
#pragma once

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "shared/domain/timestamp.hpp"

namespace traction::test {

inline constexpr std::int64_t kMetresOfRow = 10;

/// A drive of `rows` seconds at 36 km/h in our own format: the odometer of row n stands at first_m + 10 n.
inline void write_drive(const std::filesystem::path& file, std::int64_t rows, std::int64_t first_m) {
    std::ofstream log(file);
    log << "measured_at,odometer_m,speed_kmh,soc_percent,outside_temperature_c,battery_temperature_c\n";
    const auto begin = *parse_timestamp("2026-03-10T08:00:00Z");
    for (std::int64_t row = 0; row < rows; ++row) {
        log << fmt::format("{},{},36,{:.2f},12,20\n", to_text(begin + std::chrono::seconds{row}),
                           first_m + row * kMetresOfRow, 80 - static_cast<double>(row) / 200);
    }
}

}  // namespace traction::test
