#include "cloud/ctl/track_file.hpp"

#include <doctest/doctest.h>

namespace traction::ctl {

TEST_CASE("V3: a track as GPX and as CSV") {
    const std::vector<wire::Json> points{
        {{"at", "2026-11-22T07:00:00.000Z"},
         {"latitude_deg", 48.8566},
         {"longitude_deg", -2.3522},
         {"speed_kmh", 50.5}},
        {{"at", "2026-11-22T07:00:10.000Z"}, {"latitude_deg", 48.857}, {"longitude_deg", -2.352}}};
    CHECK(gpx("a <b> & c", points) ==
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<gpx version=\"1.1\" creator=\"Traction\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n"
          "<trk><name>a &lt;b&gt; &amp; c</name><trkseg>\n"
          "<trkpt lat=\"48.8566000\" lon=\"-2.3522000\"><time>2026-11-22T07:00:00.000Z</time></trkpt>\n"
          "<trkpt lat=\"48.8570000\" lon=\"-2.3520000\"><time>2026-11-22T07:00:10.000Z</time></trkpt>\n"
          "</trkseg></trk>\n</gpx>\n");
    CHECK(csv(points) ==
          "at,latitude_deg,longitude_deg,speed_kmh\r\n"
          "2026-11-22T07:00:00.000Z,48.8566000,-2.3522000,50.5\r\n"
          "2026-11-22T07:00:10.000Z,48.8570000,-2.3520000,\r\n");
    CHECK(csv({}) == "at,latitude_deg,longitude_deg,speed_kmh\r\n");
}

}  // namespace traction::ctl
