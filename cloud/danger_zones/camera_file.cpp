#include "cloud/danger_zones/camera_file.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "cloud/danger_zones/camera_lines.hpp"
#include "shared/domain/ids.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::danger_zones {
namespace {

enum class Column { id, latitude, longitude, route, limit, country, bearing };
struct ColumnRow {
    std::string_view name;
    bool required;
};
constexpr std::array kColumns{ColumnRow{"id", true},
                              ColumnRow{"latitude", true},
                              ColumnRow{"longitude", true},
                              ColumnRow{"route", true},
                              ColumnRow{"vitesse_vehicules_legers_kmh", true},
                              ColumnRow{"country", false},
                              ColumnRow{"bearing_deg", false}};

/// Met by `read_cameras`; never leaves this file.
struct Wrong {
    std::string why;
};

std::vector<std::string> read_fields(LineKind kind, const std::string& line) {
    if (kind == LineKind::too_long) throw Wrong{"it is longer than 4096 bytes"};
    if (!is_text(line)) throw Wrong{"it is not UTF-8 text, or holds control characters"};
    auto fields = fields_of(line);
    if (!fields) throw Wrong{"a quote does not end"};
    return *std::move(fields);
}

/// One line, by the columns that its header names.
class Line {
   public:
    Line(const std::array<std::size_t, kColumns.size()>& places, const std::vector<std::string>& fields)
        : places_(places), fields_(fields) {}

    std::string_view text(Column column) const {
        const auto place = places_[static_cast<std::size_t>(column)];
        return place < fields_.size() ? std::string_view(fields_[place]) : std::string_view{};
    }
    double number(Column column, double lowest, double highest) const {
        const auto written = text(column);
        double value = 0;
        const auto read = std::from_chars(written.data(), written.data() + written.size(), value);
        if (read.ec == std::errc{} && read.ptr == written.data() + written.size() && value >= lowest &&
            value <= highest)
            return value;
        throw Wrong{std::string(kColumns[static_cast<std::size_t>(column)].name) + " is not a number from " +
                    std::to_string(std::lround(lowest)) + " to " + std::to_string(std::lround(highest))};
    }
    std::optional<int> optional_number(Column column, double lowest, double highest) const {
        if (text(column).empty()) return std::nullopt;
        return static_cast<int>(std::lround(number(column, lowest, highest)));
    }

   private:
    const std::array<std::size_t, kColumns.size()>& places_;
    const std::vector<std::string>& fields_;
};

std::array<std::size_t, kColumns.size()> places_in(const std::vector<std::string>& header) {
    std::array<std::size_t, kColumns.size()> places{};
    for (std::size_t column = 0; column < kColumns.size(); ++column) {
        const auto found = std::find(header.begin(), header.end(), kColumns[column].name);
        if (found == header.end() && kColumns[column].required)
            throw Wrong{"the header has no column " + std::string(kColumns[column].name)};
        places[column] = static_cast<std::size_t>(found - header.begin());
    }
    return places;
}

Camera read_camera(const Line& line) {
    Camera camera{.latitude_deg = line.number(Column::latitude, -90, 90),
                  .longitude_deg = line.number(Column::longitude, -180, 180),
                  .route = std::string(line.text(Column::route)),
                  .limit_kmh = line.optional_number(Column::limit, 1, 300),
                  .bearing_deg = line.optional_number(Column::bearing, 0, 359)};
    if (line.text(Column::country).empty()) return camera;
    const auto country = Country::parse(line.text(Column::country));
    if (!country) throw Wrong{"country is not two capital letters"};
    camera.country = *country;
    return camera;
}

class Reading {
   public:
    explicit Reading(std::istream& file) : file_(file) {}

    std::size_t line_number() const { return number_; }

    std::vector<Camera> all() {
        auto kind = next();
        if (kind == LineKind::end) throw Wrong{"the file is empty, or cannot be read"};
        if (line_.starts_with("\xef\xbb\xbf")) line_.erase(0, 3);
        const auto header = read_fields(kind, line_);
        const auto places = places_in(header);
        std::vector<Camera> cameras;
        while ((kind = next()) != LineKind::end) {
            if (kind == LineKind::good && line_.empty()) continue;
            if (cameras.size() == kMostCameras) throw Wrong{"the file has more than 200000 cameras"};
            const auto fields = read_fields(kind, line_);
            if (fields.size() != header.size())
                throw Wrong{"it has another number of columns than the header"};
            const Line line(places, fields);
            note_id(line.text(Column::id));
            cameras.push_back(read_camera(line));
        }
        return cameras;
    }

   private:
    LineKind next() {
        ++number_;
        return next_line(file_, line_);
    }

    void note_id(std::string_view id) {
        if (!is_id_text(id)) throw Wrong{"id is not 1 to 64 letters, digits, - and _"};
        const auto [earlier, is_new] = ids_.emplace(id, number_);
        if (!is_new) throw Wrong{"id stands in line " + std::to_string(earlier->second) + " too"};
    }

    std::istream& file_;
    std::string line_;
    std::size_t number_ = 0;
    std::map<std::string, std::size_t, std::less<>> ids_;
};

}  // namespace

Result<std::vector<Camera>> read_cameras(std::istream& file) {
    Reading reading(file);
    try {
        return reading.all();
    } catch (const Wrong& wrong) {
        return Refusal(wire::refused::camera_file_not_valid,
                       {{"line", std::to_string(reading.line_number())}, {"why", wrong.why}});
    }
}

}  // namespace traction::danger_zones
