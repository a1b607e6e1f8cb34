#include "cloud/state/privacy_rules.hpp"

#include <doctest/doctest.h>

#include "tests/cloud/state/conversation.hpp"

namespace traction::test {
namespace {

using namespace std::chrono_literals;
using state::PrivacyHistory;
using wire::Privacy;
using wire::Signal;

/// Private from noon on for an hour, and again from 15:00.
const PrivacyHistory kTwice{
    {Privacy::position, kNoon}, {Privacy::none, kNoon + 1h}, {Privacy::all, kNoon + 3h}};

TEST_CASE("D3: changes are entered in order of time, once, and the later word about an instant counts") {
    PrivacyHistory history;
    for (const auto& change : {kTwice[2], kTwice[0], kTwice[1]}) CHECK(state::enter(history, change));
    CHECK(history == kTwice);
    CHECK(!state::enter(history, kTwice[1]));
    CHECK(state::enter(history, {Privacy::all, kNoon}));
    CHECK(history.front() == wire::PrivacyChange{Privacy::all, kNoon});
    CHECK(history.size() == 3);
}

TEST_CASE("D3: the twin shows nothing that was measured before the end of the last private time") {
    struct Row {
        Milliseconds after_noon;
        std::uint64_t hidden;
    };
    const auto position = wire::hidden_signals(Privacy::position);
    const PrivacyHistory once{kTwice[0], kTwice[1]};
    for (const auto& row : {Row{-1h, position}, Row{30min, position}, Row{1h, 0}, Row{2h, 0}}) {
        CAPTURE(row.after_noon.count());
        CHECK(state::hidden_since(once, kNoon + row.after_noon) == row.hidden);
        CHECK(state::hidden_since(kTwice, kNoon + row.after_noon) == wire::hidden_signals(Privacy::all));
    }
    CHECK(state::hidden_since({}, kNoon) == 0);
}

TEST_CASE("D3: what is erased of a period says no more when the car was private, only what held at its end") {
    struct Row {
        Milliseconds from, until;
        PrivacyHistory left;
    };
    for (const auto& row : {
             Row{-1h, 4h, {{Privacy::all, kNoon + 4h}}},
             Row{-1h, 30min, {{Privacy::position, kNoon + 30min}, kTwice[1], kTwice[2]}},
             Row{0ms, 1h, {{Privacy::position, kNoon + 1h - 0ms}, kTwice[2]}},
             Row{2h, 3h, kTwice},
             Row{4h, 5h, kTwice},
         }) {
        CAPTURE(row.from.count());
        CAPTURE(row.until.count());
        auto history = kTwice;
        state::forget(history, kNoon + row.from, kNoon + row.until);
        auto again = history;
        state::forget(again, kNoon + row.from, kNoon + row.until);
        CHECK(again == history);
        if (row.until == 1h)
            CHECK(history == PrivacyHistory{kTwice[1], kTwice[2]});  // it changed at the very end
        else
            CHECK(history == row.left);
    }
}

TEST_CASE("D3: private since, but no longer than the period, and not in one that is erased") {
    struct Row {
        const char* what;
        state::Period period;
        std::optional<Timestamp> since;
    };
    const PrivacyHistory history{{Privacy::position, kNoon}};
    for (const auto& row : {
             Row{"before the first owner", {}, kNoon},
             Row{"begun before", {.number = 1, .began = kNoon - 1h}, kNoon},
             Row{"begun after", {.number = 1, .began = kNoon + 1h}, kNoon + 1h},
             Row{"erased since", {.number = 1, .began = kNoon - 1h, .erased_until = kNoon + 2h}, kNoon + 2h},
             Row{"erased for ever", {.number = 1, .began = kNoon, .erased = true}, std::nullopt},
         }) {
        CAPTURE(row.what);
        const auto shown = state::shown_in(row.period, history);
        CHECK(shown.has_value() == row.since.has_value());
        if (shown) CHECK(shown->at == *row.since);
    }
    CHECK(!state::shown_in({}, {}));
    CHECK(!state::shown_in({}, {kTwice[0], kTwice[1]}));
}

TEST_CASE("D3: what is erased reaches to the period's end, as far as it is known") {
    struct Row {
        const char* what;
        state::Period period;
        Timestamp up_to;
    };
    const auto now = kNoon + 9h;
    const state::Period later{.number = 3, .began = kNoon + 5h};
    for (const auto& row : {
             Row{"it goes on", {.number = 3, .began = kNoon, .erased = true}, now},
             Row{"its end is known", {.number = 2, .ended = kNoon + 4h, .erased = true}, kNoon + 4h},
             Row{"only the next is known", {.number = 2, .erased = true}, kNoon + 5h},
             Row{"until the app went", {.number = 3, .erased_until = kNoon + 6h}, kNoon + 6h},
         }) {
        CAPTURE(row.what);
        const std::vector<state::Period> periods{{}, later};
        CHECK(state::erased_up_to(periods, row.period, now) == row.up_to);
    }
}

}  // namespace
}  // namespace traction::test
