#include <set>

#include <doctest/doctest.h>

#include "tests/shared/wire/registry.hpp"
#include "tests/support/agreement.hpp"

using namespace traction;
using namespace traction::test;
using wire::Json;

namespace {

/// Fields that the decoder of a body does not look at: the word by which its handler was found, and what
/// CloudEvents asks for.
const std::set<std::string> kNotRead{"kind", "specversion", "source", "type", "datacontenttype"};

struct Mutation {
    std::string what;
    std::string field;
    Json message;
};

Json of_another_type(const Json& value) {
    return value.is_structured() ? Json("not this") : Json::array();
}

void add_bounds(std::vector<Mutation>& mutations, const Json& schema, const Json& example,
                const std::string& field) {
    const auto& property = schema.at("properties").value(field, Json::object());
    const auto mutate = [&](const char* what, const Json& value) {
        auto message = example;
        message[field] = value;
        mutations.push_back({what, field, std::move(message)});
    };
    if (property.contains("minimum"))
        mutate("below its bounds", property.at("minimum").get<double>() < 0 ? Json(-1e18) : Json(-1));
    if (property.contains("maximum") && property.at("maximum").get<double>() < 1e15)
        mutate("above its bounds", Json(1'000'000'000'000'000));
    if (property.contains("enum"))
        mutate("not of its list", property.at("type") == "string" ? Json("surprise") : Json(7));
    if (property.contains("maxLength"))
        mutate("too long", std::string(property.at("maxLength").get<std::size_t>() + 1, 'x'));
    if (property.contains("pattern")) mutate("not of its form", "/#/");
}

std::vector<Mutation> mutations_of(const Json& schema, const Json& example) {
    std::vector<Mutation> mutations;
    auto surprised = example;
    surprised["surprise"] = 1;
    mutations.push_back({"not known", "surprise", std::move(surprised)});
    for (const auto& [field, value] : example.items()) {
        if (kNotRead.contains(field)) continue;
        auto without = example;
        without.erase(field);
        mutations.push_back({"missing", field, std::move(without)});
        auto mistyped = example;
        mistyped[field] = of_another_type(value);
        mutations.push_back({"of another type", field, std::move(mistyped)});
        add_bounds(mutations, schema, example, field);
    }
    return mutations;
}

void check_mutation(const RegisteredMessage& registered, const Mutation& mutation) {
    CAPTURE(mutation.field);
    CAPTURE(mutation.what);
    const bool valid = Agreement::get().faults_of_schema(registered.schema, mutation.message).empty();
    const auto decoded = registered.round_trip(mutation.message);
    CHECK(decoded.ok() == valid);
    if (decoded.ok()) return;
    CHECK(decoded.refusal().code.name == "message_not_understood");
    CHECK(decoded.refusal().facts.at("path").starts_with("/" + mutation.field));
    CHECK_FALSE(decoded.refusal().facts.at("why").empty());
}

}  // namespace

TEST_CASE("messages: each example is decoded, and encoded again to the same") {
    for (const auto& registered : registered_messages()) {
        CAPTURE(registered.schema);
        for (const auto& example : Agreement::get().schemas().at(registered.schema).at("examples")) {
            const auto again = registered.round_trip(example);
            const auto why = again ? std::string()
                                   : again.refusal().facts.at("path") + " " + again.refusal().facts.at("why");
            CAPTURE(why);
            REQUIRE(again.ok());
            CHECK(*again == example);
        }
    }
}

TEST_CASE(
    "messages: what the schema refuses the decoder refuses too, with the path of the fault, and nothing "
    "else") {
    for (const auto& registered : registered_messages()) {
        CAPTURE(registered.schema);
        // An answer is judged by its two forms, not by fields.
        if (registered.schema == "Answer") continue;
        const auto& schema = Agreement::get().schemas().at(registered.schema);
        for (const auto& example : schema.at("examples")) {
            for (const auto& mutation : mutations_of(schema, example)) check_mutation(registered, mutation);
        }
    }
}

TEST_CASE("messages: no decoder takes something that is not an object") {
    for (const auto& registered : registered_messages()) {
        CAPTURE(registered.schema);
        for (const Json& value : {Json::array(), Json("text"), Json(1), Json(nullptr), Json(true)}) {
            const auto decoded = registered.round_trip(value);
            REQUIRE_FALSE(decoded.ok());
            CHECK(decoded.refusal().facts.at("path") == "/");
        }
    }
}
