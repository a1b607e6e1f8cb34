#include "shared/wire/messages/exports.hpp"

#include <doctest/doctest.h>

#include "shared/wire/envelope.hpp"

namespace traction::wire::exports {

using namespace std::string_view_literals;

TEST_CASE("A11: a page takes rows up to its limit, and says behind which it ended") {
    Page page;
    const Json row = std::string(997, 'x');  // with quotes and comma 1000 bytes
    int rows = 0;
    while (page.add(row, std::to_string(rows + 1))) ++rows;
    CHECK(rows == static_cast<int>((kPageBytes - 2) / 1000));
    CHECK_FALSE(page.add(1, "a small one, out of turn"));
    const auto answer = std::move(page).answer();
    CHECK(answer.at("rows").size() == static_cast<std::size_t>(rows));
    CHECK(answer.at("rows").dump().size() <= kPageBytes);
    CHECK(answer.at("next") == std::to_string(rows));
    CHECK(write_answer(*AskId::parse(std::string(kLongestId, 'a')), answer).size() < kLargestMessage);
}

TEST_CASE("A11: the last page names no other") {
    CHECK(Page().answer() == Json{{"rows", Json::array()}});
    Page page;
    CHECK(page.add(1, "a"));
    CHECK(std::move(page).answer() == Json{{"rows", {1}}});
}

TEST_CASE("A11: a place is taken apart whatever it says") {
    const Place place("VF1.12.sample.99999999999999999999.a.b"sv);
    CHECK(place.part(0) == "VF1");
    CHECK(place.number(1) == 12);
    CHECK_FALSE(place.number(2));
    CHECK_FALSE(place.number(3));
    CHECK(place.part(4) == "a");
    CHECK(Place(""sv).part(4).empty());
    CHECK_FALSE(Place(""sv).number(0));
    CHECK_FALSE(Place("1x"sv).number(0));
}

}  // namespace traction::wire::exports
