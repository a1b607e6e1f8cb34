#include "shared/wire/json.hpp"

#include <doctest/doctest.h>

#include "shared/wire/refusals.hpp"
#include "tests/shared/wire/bad_input.hpp"

using namespace traction;
using namespace traction::wire;
using traction::test::for_each_bad_input;

TEST_CASE("json: the collection of bad input is read as its names say") {
    for_each_bad_input([](const std::string& name, const std::string& text) {
        CAPTURE(name);
        const auto json = parse_json(text);
        if (name.starts_with("y_")) CHECK(json.ok());
        if (name.starts_with("n_")) CHECK_FALSE(json.ok());
        if (json) CHECK_NOTHROW(json->dump());
    });
}

TEST_CASE("json: limits of size and depth") {
    const auto nested = [](int depth) {
        return std::string(static_cast<std::size_t>(depth), '[') +
               std::string(static_cast<std::size_t>(depth), ']');
    };
    CHECK(parse_json(nested(kDeepestNesting)).ok());
    CHECK(parse_json(nested(kDeepestNesting + 1)).refusal().code == refused::message_too_deep);
    CHECK(parse_json(std::string(100'000, '[')).refusal().code == refused::message_too_deep);
    CHECK(parse_json(R"("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")").ok());
    CHECK(parse_json(R"("\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")").ok());
    CHECK(parse_json("\"" + std::string(kLargestMessage - 2, 'x') + "\"").ok());
    CHECK(parse_json("\"" + std::string(kLargestMessage - 1, 'x') + "\"").refusal().code ==
          refused::message_too_large);
}

TEST_CASE("json: a number that no double holds is refused") {
    CHECK_FALSE(parse_json("1e999").ok());
    CHECK(parse_json("18446744073709551616").ok());
}

TEST_CASE("json: getters say which field is wrong and how") {
    struct Probe {
        static Probe read(Reader& reader) {
            auto inner = reader.object("inner");
            inner.integer("count", 1, 3);
            inner.finish();
            return {};
        }
    };
    const auto path_of = [](const char* text) {
        const auto read = read_message<Probe>(*parse_json(text), UnknownFields::refused, "/body");
        return read ? std::string() : read.refusal().facts.at("path") + " " + read.refusal().facts.at("why");
    };
    CHECK(path_of(R"({"inner":{"count":2}})").empty());
    CHECK(path_of(R"({"inner":{"count":4}})") == "/body/inner/count must be 1 to 3");
    CHECK(path_of(R"({"inner":{"count":18446744073709551615}})") ==
          "/body/inner/count must be a whole number");
    CHECK(path_of(R"({"inner":{"count":2.0}})") == "/body/inner/count must be a whole number");
    CHECK(path_of(R"({"inner":{}})") == "/body/inner/count is missing");
    CHECK(path_of(R"({"inner":[]})") == "/body/inner must be an object");
    CHECK(path_of(R"({"inner":{"count":2,"more":1}})") == "/body/inner/more is not a field of this message");
    CHECK(path_of(R"({"inner":{"count":2},"more":1})") == "/body/more is not a field of this message");
    CHECK(path_of("[]") == "/body must be an object");
}
