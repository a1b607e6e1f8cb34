#include "shared/domain/dates_in_words.hpp"

#include <doctest/doctest.h>

namespace traction {

TEST_CASE("Days and instants are told in words, in the reader's language and zone") {
    struct Row {
        const char* instant;
        const char* zone;
        Language language;
        const char* words;
    };
    const Row rows[] = {
        {"2026-11-22T06:15:00Z", "Europe/Paris", Language::english, "Sunday 22 November 2026 at 07:15"},
        {"2026-11-22T06:15:00Z", "Europe/Paris", Language::french, "dimanche 22 novembre 2026 à 7 h 15"},
        {"2027-02-28T23:30:00Z", "Europe/Paris", Language::english, "Monday 1 March 2027 at 00:30"},
        {"2027-02-28T23:30:00Z", "Europe/Paris", Language::french, "lundi 1er mars 2027 à 0 h 30"},
        {"2027-02-28T23:30:00Z", "Europe/London", Language::french, "dimanche 28 février 2027 à 23 h 30"},
        {"2028-12-11T10:05:59Z", "America/New_York", Language::english, "Monday 11 December 2028 at 05:05"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.words);
        CHECK(in_words(*parse_timestamp(row.instant), *Zone::parse(row.zone), row.language) == row.words);
    }
}

}  // namespace traction
