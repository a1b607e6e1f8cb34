#include "shared/domain/ids.hpp"

#include <type_traits>

#include <doctest/doctest.h>

namespace traction {
namespace {

static_assert(!std::is_convertible_v<AccountId, DeviceId>);
static_assert(!std::is_constructible_v<ContractId, std::string>);

TEST_CASE("an id is 1 to 64 letters, digits, '-' and '_': safe as one level of a topic") {
    struct Row {
        std::string text;
        bool good;
    };
    const Row rows[] = {
        {"a", true},
        {"Az09-_", true},
        {std::string(64, 'x'), true},
        {std::string(65, 'x'), false},
        {"", false},
        {"a/b", false},
        {"+", false},
        {"#", false},
        {"$share", false},
        {"a b", false},
        {"a.b", false},
        {"é", false},
        {std::string("a\0b", 3), false},
        {"a\n", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto id = AccountId::parse(row.text);
        REQUIRE(id.has_value() == row.good);
        if (id) CHECK(id->text() == row.text);
    }
}

TEST_CASE("an id that was never given is empty") {
    CHECK(AccountId{}.empty());
    CHECK_FALSE(AccountId::parse("a")->empty());
    CHECK(*AccountId::parse("a") < *AccountId::parse("b"));
}

}  // namespace
}  // namespace traction
