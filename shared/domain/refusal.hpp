/// Why something was not done: a stable code for programs, a sentence that says what to do, and facts for
/// both.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace traction {

/// One way to be refused. Every code of the system is listed once, in `shared/wire/refusals.hpp`.
struct RefusalCode {
    std::string_view name;      ///< stable, snake case, a sentence for a name: `renewal_window_not_open`
    std::string_view sentence;  ///< what happened and what to do, for a person

    friend constexpr bool operator==(const RefusalCode& a, const RefusalCode& b) { return a.name == b.name; }
};

struct Refusal {
    RefusalCode code;
    std::map<std::string, std::string>
        facts;  ///< for example {"opens_on": "2027-03-01"}, {"path": "/body/vin"}

    Refusal(RefusalCode why, std::map<std::string, std::string> with = {})
        : code(why), facts(std::move(with)) {}

    friend bool operator==(const Refusal& a, const Refusal& b) {
        return a.code == b.code && a.facts == b.facts;
    }
};

}  // namespace traction
