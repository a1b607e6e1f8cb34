#include "shared/wire/privacy.hpp"

#include <doctest/doctest.h>

namespace traction::wire {
namespace {

using namespace std::chrono_literals;

const Timestamp kNine = *parse_timestamp("2026-03-02T09:00:00Z");

TEST_CASE("D3: what is private hides its aspects, and the word of it is never hidden") {
    struct Row {
        Privacy privacy;
        bool position, others, drive_ended;
    };
    for (const auto& row :
         {Row{Privacy::none, false, false, false}, Row{Privacy::position, true, false, false},
          Row{Privacy::all, true, true, true}}) {
        CAPTURE(name_of(row.privacy));
        CHECK(hides(row.privacy, Aspect::position) == row.position);
        CHECK(hides(row.privacy, Aspect::charging) == row.others);
        CHECK(hides(row.privacy, HappeningKind::drive_ended) == row.drive_ended);
        CHECK(!hides(row.privacy, Aspect::privacy));
        CHECK(!hides(row.privacy, HappeningKind::privacy_changed));
        CHECK(!hides(row.privacy, HappeningKind::report_gap));
    }
}

TEST_CASE("D3: a word of a newer car hides everything") {
    CHECK(privacy_meant("none") == Privacy::none);
    CHECK(privacy_meant("position") == Privacy::position);
    CHECK(privacy_meant("all") == Privacy::all);
    CHECK(privacy_meant("incognito") == Privacy::all);
    CHECK(privacy_meant("") == Privacy::all);
}

TEST_CASE("D3: private is what was measured after one change and before the next") {
    const std::vector<PrivacyChange> changes{{Privacy::position, kNine},
                                             {Privacy::all, kNine + 1h},
                                             {Privacy::position, kNine + 2h},
                                             {Privacy::none, kNine + 3h}};
    struct Row {
        Milliseconds after_nine;
        Privacy held;
    };
    for (const auto& row :
         {Row{-1h, Privacy::none}, Row{0ms, Privacy::none}, Row{1ms, Privacy::position},
          Row{1h, Privacy::position}, Row{1h + 1ms, Privacy::all}, Row{2h, Privacy::position},
          Row{3h - 1ms, Privacy::position}, Row{3h, Privacy::none}, Row{9h, Privacy::none}}) {
        CAPTURE(row.after_nine.count());
        CHECK(privacy_at(changes, kNine + row.after_nine) == row.held);
    }
    CHECK(privacy_at({}, kNine) == Privacy::none);
}

}  // namespace
}  // namespace traction::wire
