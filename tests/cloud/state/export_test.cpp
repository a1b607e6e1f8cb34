#include "tests/cloud/state/conversation.hpp"
#include "tests/support/exported.hpp"

namespace traction::test {
namespace {

using std::chrono::seconds;
using wire::Json;
using wire::Signal;

const std::string kSchema = "state.ExportPage";

wire::Happening happening(const std::string& id, Timestamp at) {
    return {.id = *EventId::parse(id),
            .kind = wire::HappeningKind::plugged,
            .at = at,
            .session = SessionId::parse("s-1"),
            .cause = {}};
}

/// Reports `count` samples, a second apart, and as many happenings.
void reports(Conversation& talk, int count, double soc) {
    const auto since = talk.now();
    for (int at = 0; at < count;) {
        wire::Report report;
        for (int i = 0; i < 50 && at < count; ++i, ++at) {
            const auto when = since + seconds{at};
            report.samples.push_back(sample(when, {{Signal::soc_percent, soc}}));
            report.happenings.push_back(
                happening("h-" + std::to_string(when.time_since_epoch().count()), when));
        }
        talk.car_reports(report);
    }
}

}  // namespace

TEST_CASE("A11: the person gets what the cars show now, and all samples and happenings, once each") {
    Conversation talk;
    talk.ownership_begins(kAnna, 1);
    reports(talk, 2000, 50);
    const auto all = exported(talk, kAnna.text(), kSchema);
    CHECK(all.pages > 2);
    const auto present = all.of("present");
    REQUIRE(present.size() == 1);
    CHECK(present[0].at("state") == talk.twin_seen_by(kAnna));
    const auto samples = all.of("sample");
    REQUIRE(samples.size() == 2000);
    for (int i = 0; i < 2000; ++i)
        CHECK(samples[static_cast<std::size_t>(i)].at("measured_at") == to_text(kNoon + seconds{1999 - i}));
    CHECK(samples[0].at("soc_percent") == 50);
    CHECK(samples[0].at("vin") == kVin.text());
    const auto happenings = all.of("happening");
    REQUIRE(happenings.size() == 2000);
    for (int i = 0; i < 2000; ++i)
        CHECK(happenings[static_cast<std::size_t>(i)].at("at") == to_text(kNoon + seconds{i}));
    CHECK(all.rows.size() == 4001);
}

TEST_CASE(
    "A11, G8: each owner gets his own periods, the earlier one also when the car is sold, and no other's") {
    Conversation talk;
    talk.ownership_begins(kAnna, 1);
    reports(talk, 3, 50);
    talk.sold_to_ben();
    reports(talk, 2, 70);
    const auto annas = exported(talk, kAnna.text(), kSchema);
    CHECK(annas.of("present").empty());
    CHECK(annas.of("sample").size() == 3);
    CHECK(annas.of("happening").size() == 3);
    for (const auto& row : annas.rows) CHECK(row.at("period") == 1);
    const auto bens = exported(talk, kBen.text(), kSchema);
    CHECK(bens.of("sample").size() == 2);
    for (const auto& row : bens.rows) CHECK(row.at("period") == 2);
    CHECK(exported(talk, "carol", kSchema).rows.empty());
}

TEST_CASE("A11: a place of somebody else's car or period, or none at all, leads nowhere") {
    Conversation talk;
    talk.ownership_begins(kAnna, 1);
    reports(talk, 3, 50);
    talk.sold_to_ben();
    reports(talk, 2, 70);
    const auto rows_after = [&](const std::string& place) {
        const auto answer = talk.owner_asks(kBen.text(), wire::exports::Export{place});
        return answer.done ? answer.body.at("rows") : Json(answer.refused);
    };
    const auto begin = kVin.text() + ".";
    CHECK(rows_after(begin + "2.sample.2").size() == 2);  // Anna's sample: only Ben's happenings follow
    for (const auto& row : rows_after(begin + "2.sample.2")) CHECK(row.at("what") == "happening");
    for (const auto& row : rows_after(begin + "1.sample.3")) CHECK(row.at("period") == 2);
    CHECK(rows_after(begin + "9.sample.1").empty());
    CHECK(rows_after("nonsense") == "message_not_understood");
    CHECK(rows_after("") == "message_not_understood");
}

TEST_CASE("A11: what was erased is in no export") {
    Conversation talk;
    talk.ownership_begins(kAnna, 1);
    reports(talk, 3, 50);
    talk.ownership_ends(kAnna, 1, wire::garage::PeriodEnd::removed);
    CHECK(exported(talk, kAnna.text(), kSchema).rows.empty());
}

}  // namespace traction::test
