/// What a person gets of a worker's part of the export.
#pragma once

#include <doctest/doctest.h>

#include "shared/wire/messages/exports.hpp"
#include "tests/support/agreement.hpp"
#include "tests/support/one_worker.hpp"

namespace traction::test {

/// More than any test has: pages that lead back are no export.
inline constexpr int kMostPages = 100;

struct Exported {
    std::vector<wire::Json> rows;
    int pages = 0;

    std::vector<wire::Json> of(const std::string& what) const {
        std::vector<wire::Json> found;
        for (const auto& row : rows) {
            if (row.at("what") == what) found.push_back(row);
        }
        return found;
    }
};

/// All pages in turn; each is as the agreement says, and no larger than pages may be.
inline Exported exported(OneWorker& worker, const std::string& account, const std::string& schema) {
    Exported all;
    wire::exports::Export ask;
    do {
        const auto answer = worker.owner_asks(account, ask);
        REQUIRE(answer.done);
        CHECK(answer.body.at("rows").dump().size() <= wire::exports::kPageBytes);
        CHECK(Agreement::get().faults_of_schema(schema, answer.body).empty());
        for (const auto& row : answer.body.at("rows")) all.rows.push_back(row);
        REQUIRE(++all.pages < kMostPages);
        ask.after.reset();
        if (answer.body.contains("next")) ask.after = answer.body.at("next").get<std::string>();
    } while (ask.after);
    return all;
}

}  // namespace traction::test
