#include "shared/wire/envelope.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"

using namespace traction;
using namespace traction::wire;

namespace {

const Timestamp kAt = *parse_timestamp("2026-11-22T22:49:44.120Z");

}  // namespace

TEST_CASE("envelope: what is written is read, with and without body and time") {
    for (const auto at : {std::optional<Timestamp>{}, std::optional(kAt)}) {
        for (const std::string_view body : {"", R"({"a":[1,2,{"b":"}"}]})"}) {
            const auto text = write_numbered({.epoch = kLargestEpoch, .number = 7, .at = at, .body = body});
            const auto read = read_numbered(text);
            REQUIRE(read.ok());
            CHECK(read->epoch == kLargestEpoch);
            CHECK(read->number == 7);
            CHECK(read->at == at);
            CHECK(read->body == body);
        }
    }
}

TEST_CASE("envelope: any order of fields, blanks and unknown fields are understood") {
    const std::string text =
        R"({ "body" : {"x": [1, 2]} , "new": true, "number":3,"at":"2026-11-22T22:49:44.120Z" , "epoch" : 5 })";
    const auto read = read_numbered(text);
    REQUIRE(read.ok());
    CHECK(read->epoch == 5);
    CHECK(read->number == 3);
    CHECK(read->at == kAt);
    CHECK(read->body == R"({"x": [1, 2]})");
}

TEST_CASE("envelope: what is no numbered message is refused with the path") {
    struct Row {
        const char* text;
        const char* path;
    };
    for (const auto& row :
         std::initializer_list<Row>{{R"({"epoch":0,"number":1})", "/epoch"},
                                    {R"({"epoch":9007199254740992,"number":1})", "/epoch"},
                                    {R"({"epoch":99999999999999999999999,"number":1})", "/epoch"},
                                    {R"({"epoch":-1,"number":1})", "/epoch"},
                                    {R"({"epoch":1.5,"number":1})", "/epoch"},
                                    {R"({"epoch":1,"number":-1})", "/number"},
                                    {R"({"epoch":1,"number":9007199254740992})", "/number"},
                                    {R"({"epoch":1})", "/number"},
                                    {R"({"number":1})", "/epoch"},
                                    {R"({"epoch":1,"number":1,"at":"yesterday"})", "/at"},
                                    {R"({"epoch":1,"number":1,"body":[]})", "/body"},
                                    {R"({"epoch":1,"number":1,"body":"text"})", "/body"},
                                    {R"([])", "/"}}) {
        CAPTURE(row.text);
        const auto read = read_numbered(row.text);
        REQUIRE_FALSE(read.ok());
        CHECK(read.refusal().code == refused::message_not_understood);
        CHECK(read.refusal().facts.at("path") == row.path);
    }
}

TEST_CASE("envelope: garbage is refused as no JSON, whatever it looks like at first") {
    for (const char* text : {"", "{", "}", "null{", R"({"epoch":)", R"({"epoch":1,"number":1,)",
                             R"({"epoch":1,"number":1,"at":"2026)", "\xff\xfe", R"({"epoch":1 "number":1})",
                             R"({"epoch":1,"number":1}x)"}) {
        CAPTURE(text);
        CHECK_FALSE(read_numbered(text).ok());
        CHECK_FALSE(read_acknowledgement(text).ok());
        CHECK_FALSE(read_ask(text).ok());
        CHECK_FALSE(read_answer(text).ok());
        CHECK_FALSE(read_event(text).ok());
    }
    CHECK(read_numbered(std::string(kLargestMessage + 1, ' ')).refusal().code == refused::message_too_large);
}

TEST_CASE("envelope: acknowledgements say where one stands, and whether something is missing") {
    for (const bool again : {false, true}) {
        for (const auto at : {std::optional<Timestamp>{}, std::optional(kAt)}) {
            const auto read = read_acknowledgement(
                write_acknowledgement({.epoch = 3, .applied = 9, .at = at, .again = again}));
            REQUIRE(read.ok());
            CHECK(read->epoch == 3);
            CHECK(read->applied == 9);
            CHECK(read->at == at);
            CHECK(read->again == again);
        }
    }
    const auto nothing_known = read_acknowledgement(R"({ "applied": 0, "epoch": 0, "again": true })");
    REQUIRE(nothing_known.ok());
    CHECK(nothing_known->again);
}

TEST_CASE("envelope: asks and answers") {
    const auto ask = read_ask(R"({"id":"a-1"})");
    REQUIRE(ask.ok());
    CHECK(ask->body == Json::object());
    CHECK(read_ask(R"({"id":"a-1","bdoy":{}})").refusal().facts.at("path") == "/bdoy");
    CHECK(read_ask(R"({"id":"a/1"})").refusal().facts.at("path") == "/id");
    const auto refused =
        read_answer(write_answer(*AskId::parse("a-1"), Refusal(refused::garage_full, {{"bytes", "\xff"}})));
    REQUIRE(refused.ok());
    CHECK_FALSE(refused->done);
    CHECK(refused->body.at("code") == "garage_full");
}
