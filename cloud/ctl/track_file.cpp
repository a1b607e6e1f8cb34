#include "cloud/ctl/track_file.hpp"

#include <fmt/format.h>

namespace traction::ctl {
namespace {

std::string escaped(const std::string& text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            default:
                safe += c;
        }
    }
    return safe;
}

}  // namespace

std::string gpx(const std::string& name, const std::vector<wire::Json>& points) {
    auto text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gpx version=\"1.1\" creator=\"Traction\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n"
        "<trk><name>{}</name><trkseg>\n",
        escaped(name));
    for (const auto& point : points)
        text += fmt::format("<trkpt lat=\"{:.7f}\" lon=\"{:.7f}\"><time>{}</time></trkpt>\n",
                            point.at("latitude_deg").get<double>(), point.at("longitude_deg").get<double>(),
                            escaped(point.at("at").get<std::string>()));
    return text + "</trkseg></trk>\n</gpx>\n";
}

std::string csv(const std::vector<wire::Json>& points) {
    std::string text = "at,latitude_deg,longitude_deg,speed_kmh\r\n";
    for (const auto& point : points) {
        const auto speed = point.contains("speed_kmh") ? point.at("speed_kmh").dump() : std::string();
        text += fmt::format("{},{:.7f},{:.7f},{}\r\n", point.at("at").get<std::string>(),
                            point.at("latitude_deg").get<double>(), point.at("longitude_deg").get<double>(),
                            speed);
    }
    return text;
}

}  // namespace traction::ctl
