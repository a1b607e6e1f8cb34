#include "shared/wire/report.hpp"

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include "shared/wire/json.hpp"
#include "shared/wire/refusals.hpp"
#include "tests/shared/wire/bad_input.hpp"

using namespace traction;
using namespace traction::wire;
using traction::test::for_each_bad_input;

namespace {

const std::string kGood =
    R"({"samples":[{"measured_at":"2026-11-22T22:49:44.120Z","soc_percent":81.5,"plugged":true,"charging_status":"waiting","outside_temperature_c":-3.5,"doubtful":["soc_percent"]},)"
    R"({"measured_at":"2026-11-22T22:49:45Z","speed_kmh":12}],"happenings":[{"id":"h-1","kind":"plugged","at":"2026-11-22T22:49:44Z","session":"s-1","cause":"x"}]})";

std::string path_of_fault(const std::string& text) {
    ReportDecoder decoder;
    const auto report = decoder.decode(text);
    if (report) return "";
    return report.refusal().code == refused::message_not_understood ? report.refusal().facts.at("path")
                                                                    : std::string(report.refusal().code.name);
}

std::string sample(const std::string& fields) {
    return R"({"samples":[{"measured_at":"2026-11-22T22:49:44Z",)" + fields + "}]}";
}

/// What the decoder must have read, from nlohmann's reading of the same text.
void check_against(const Json& json, const Report& report) {
    const auto samples = json.value("samples", Json::array());
    REQUIRE(report.samples.size() == samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        CHECK(to_text(report.samples[i].measured_at).substr(0, 19) ==
              samples[i].at("measured_at").get<std::string>().substr(0, 19));
        for (const auto& row : kSignals) {
            const auto found = samples[i].find(std::string(row.name));
            CHECK(report.samples[i].has(row.signal) == (found != samples[i].end()));
            if (found != samples[i].end() && found->is_number())
                CHECK(report.samples[i].value(row.signal) == found->get<double>());
        }
    }
    CHECK(report.happenings.size() == json.value("happenings", Json::array()).size());
}

}  // namespace

TEST_CASE("report: what is written is read") {
    ReportDecoder decoder;
    const auto report = decoder.decode(kGood);
    REQUIRE(report.ok());
    CHECK((*report)->samples.size() == 2);
    CHECK((*report)->samples[0].doubtful(Signal::soc_percent));
    CHECK_FALSE((*report)->samples[0].doubtful(Signal::plugged));
    CHECK((*report)->happenings[0].kind == HappeningKind::plugged);
    const auto text = write_report(**report);
    const auto again = decoder.decode(text);
    REQUIRE(again.ok());
    CHECK(write_report(**again) == text);
}

TEST_CASE("report: every signal of the table is read, at its bounds and beyond them") {
    ReportDecoder decoder;
    for (const auto& row : kSignals) {
        CAPTURE(row.name);
        if (row.form != Form::number) continue;
        const auto with = [&](double value) {
            return sample("\"" + std::string(row.name) + "\":" + Json(value).dump());
        };
        for (const double bound : {row.lowest, row.highest}) {
            const auto report = decoder.decode(with(bound));
            REQUIRE(report.ok());
            CHECK_FALSE((*report)->samples[0].doubtful(row.signal));
            CHECK((*report)->out_of_bounds == 0);
        }
        for (const double beyond : {row.lowest - 1, row.highest + 1}) {
            const auto report = decoder.decode(with(beyond));
            REQUIRE(report.ok());
            CHECK((*report)->samples[0].doubtful(row.signal));
            CHECK((*report)->samples[0].value(row.signal) == beyond);
            CHECK((*report)->out_of_bounds == 1);
        }
    }
}

TEST_CASE("report: what a newer car says is skipped and counted") {
    ReportDecoder decoder;
    const auto report = decoder.decode(
        R"({"new":{"a":[1]},"samples":[{"flux_w":{"deep":[1,2]},"measured_at":"2026-11-22T22:49:44Z","soc_percent":5,"doubtful":["flux_w"]}],"also":1})");
    REQUIRE(report.ok());
    CHECK((*report)->unknown_signals == 1);
    CHECK((*report)->samples[0].value(Signal::soc_percent) == 5);
}

TEST_CASE("report: a fault is refused with its path") {
    struct Row {
        std::string text;
        const char* path;
    };
    const std::vector<Row> rows{
        {R"({"samples":[{"soc_percent":5}]})", "/samples/0/measured_at"},
        {R"({"samples":[{"measured_at":"2026-11-22T22:49:44Z"},{"measured_at":5}]})",
         "/samples/1/measured_at"},
        {R"({"samples":[{"measured_at":"22.11.2026"}]})", "/samples/0/measured_at"},
        {R"({"samples":{}})", "/samples/0"},
        {R"({"samples":[5]})", "/samples/0"},
        {sample(R"("soc_percent":"5")"), "/samples/0/soc_percent"},
        {sample(R"("soc_percent":null)"), "/samples/0/soc_percent"},
        {sample(R"("plugged":1)"), "/samples/0/plugged"},
        {sample(R"("charging_status":"flying")"), "/samples/0/charging_status"},
        {sample(R"("doubtful":"soc_percent")"), "/samples/0/doubtful"},
        {sample(R"("doubtful":[1])"), "/samples/0/doubtful"},
        {R"({"happenings":[{"id":"a","kind":"exploded","at":"2026-11-22T22:49:44Z"}]})",
         "/happenings/0/kind"},
        {R"({"happenings":[{"id":"a b","kind":"plugged","at":"2026-11-22T22:49:44Z"}]})", "/happenings/0/id"},
        {R"({"happenings":[{"kind":"plugged","at":"2026-11-22T22:49:44Z"}]})", "/happenings/0"},
        {"[]", "/"},
        {"", "/"},
        {kGood + "x", "/"},
        {kGood + "{}", "/"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(path_of_fault(row.text) == row.path);
    }
}

TEST_CASE("report: the most samples and happenings, and one more") {
    const auto list = [](const char* name, std::size_t count, const std::string& entry) {
        std::string text = std::string("{\"") + name + "\":[" + entry;
        for (std::size_t i = 1; i < count; ++i) text += "," + entry;
        return text + "]}";
    };
    const std::string one = R"({"measured_at":"2026-11-22T22:49:44Z"})";
    const std::string happening = R"({"id":"a","kind":"plugged","at":"2026-11-22T22:49:44Z"})";
    CHECK(path_of_fault(list("samples", kMostSamples, one)).empty());
    CHECK(path_of_fault(list("samples", kMostSamples + 1, one)) == "/samples/512");
    CHECK(path_of_fault(list("happenings", kMostHappenings, happening)).empty());
    CHECK(path_of_fault(list("happenings", kMostHappenings + 1, happening)) == "/happenings/64");
    CHECK(path_of_fault(std::string(kLargestMessage + 1, ' ')) == "message_too_large");
    CHECK(path_of_fault(std::string(1000, '[')) == "message_too_deep");
}

TEST_CASE("report: bad input as body, as sample and as value never crashes, and is never taken for good") {
    ReportDecoder decoder;
    for_each_bad_input([&](const std::string& name, const std::string& text) {
        CAPTURE(name);
        for (const auto& wrapped :
             {text, R"({"samples":[)" + text + "]}", sample("\"soc_percent\":" + text)}) {
            const bool decoded = decoder.decode(wrapped).ok();
            if (decoded && name.starts_with("n_")) CHECK(parse_json(wrapped).ok());
        }
    });
}

TEST_CASE("report: what mutations leave readable is read as another parser reads it") {
    std::mt19937_64 random(20'261'122);
    ReportDecoder decoder;
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto text = kGood;
        for (auto changes = random() % 3 + 1; changes > 0; --changes) {
            const auto at = random() % text.size();
            switch (random() % 4) {
                case 0:
                    text[at] = static_cast<char>(random() % 256);
                    break;
                case 1:
                    text.erase(at, random() % 8 + 1);
                    break;
                case 2:
                    text.insert(at, 1, "{}[],:\"0159-+.eE\\ntf"[random() % 20]);
                    break;
                default:
                    text.insert(at, text.substr(random() % text.size(), random() % 20));
                    break;
            }
        }
        const auto report = decoder.decode(text);
        if (!report) continue;
        ++accepted;
        CAPTURE(text);
        const auto json = parse_json(text);
        REQUIRE(json.ok());
        check_against(*json, **report);
    }
    CHECK(accepted > 500);
}
