/// What a worker has to do and when, summed by kind, for operators. Rule H4.
#pragma once

#include <string>
#include <vector>

#include "shared/ports/database.hpp"

namespace traction::runtime {

/// Acts of one kind that are due by some instant.
struct DueAct {
    std::string act;
    std::int64_t count = 0;
    Timestamp earliest{};
};

/// Runs a query that takes the instant as ?1 and gives rows of (act, count, earliest), where a count may be
/// 0.
inline std::vector<DueAct> read_due_acts(ports::Statement& query, Timestamp until) {
    std::vector<DueAct> acts;
    ports::for_each_row(
        query,
        [&](const ports::Statement& row) {
            if (row.integer(1) == 0) return;
            acts.push_back(
                {.act = ports::text(row, 0), .count = row.integer(1), .earliest = ports::timestamp(row, 2)});
        },
        until);
    return acts;
}

}  // namespace traction::runtime
