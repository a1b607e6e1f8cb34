#include "shared/wire/refusals.hpp"

#include <set>

#include <doctest/doctest.h>

#include "shared/domain/ids.hpp"

using namespace traction;
using namespace traction::wire;

TEST_CASE("refusals: codes are unique, snake case, and their sentences whole") {
    std::set<std::string_view> names;
    for (const auto& code : refused::kAll) {
        CAPTURE(code.name);
        CHECK(names.insert(code.name).second);
        for (const char c : code.name) CHECK(((c >= 'a' && c <= 'z') || c == '_'));
        CHECK(code.name.size() <= kLongestId);
        CHECK(code.sentence.size() > 20);
        CHECK(code.sentence.back() == '.');
        CHECK((code.sentence.front() >= 'A' && code.sentence.front() <= 'Z'));
    }
}

TEST_CASE(
    "refusals: of two that hold, what cannot be read goes before whose it is, and that before the rule") {
    const auto place = [](const RefusalCode& code) {
        return std::find(refused::kAll.begin(), refused::kAll.end(), code) - refused::kAll.begin();
    };
    const std::vector<RefusalCode> order{refused::message_too_large,      refused::message_not_json,
                                         refused::message_not_understood, refused::id_reused,
                                         refused::vehicle_not_in_garage,  refused::contract_unknown,
                                         refused::only_help_desk_ends,    refused::renewal_window_not_open,
                                         refused::deadline_passed,        refused::clock_never_goes_back,
                                         refused::backup_failed};
    for (std::size_t i = 1; i < order.size(); ++i) {
        CAPTURE(order[i].name);
        CHECK(place(order[i - 1]) < place(order[i]));
    }
}
