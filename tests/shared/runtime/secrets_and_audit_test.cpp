#include <doctest/doctest.h>

#include "shared/runtime/audit_log.hpp"
#include "shared/runtime/digest.hpp"
#include "shared/wire/messages/operators.hpp"
#include "tests/shared/runtime/staff_worker.hpp"

using namespace traction;
using namespace traction::test;
using wire::Json;
using wire::operators::Audit;

namespace {

int remembered(OneWorker& worker) {
    const auto count = worker.database().prepare("SELECT count(*) FROM remembered_answer");
    return static_cast<int>(*ports::first_row(*count, [](const auto& row) { return row.integer(0); }));
}

Json audited(OneWorker& worker, std::int64_t after = 0) {
    return worker.operator_asks("olga", Audit{.after = after}).body;
}

/// Its log has three entries.
struct AuditedWorker : OneWorker {
    AuditedWorker() : OneWorker(StaffWorker::kind(), kStaffStart) {
        for (const auto* account : {"alice", "bob", "carol"}) desk_asks("marie", Look{{account, "x"}});
    }
};

}  // namespace

TEST_CASE("asks: of a secret nothing stays behind, not even a hash") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    worker.owner_asks("alice", Whisper{"bob", "correct horse battery"});
    const auto find = worker.database().prepare("SELECT ask_hash FROM remembered_answer");
    const auto hash = ports::first_row(*find, [](const auto& row) { return ports::text(row, 0); });
    CHECK(hash == runtime::digest(R"(whisper{"to":"bob"})"));
    CHECK(worker.repeats_last_ask().body.at("times") == 1);
}

TEST_CASE("asks: a body that is no object is refused like any other wrong one") {
    struct NoObject : Whisper {
        wire::Json json() const { return wire::Json::array({"correct horse battery"}); }
    };
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    CHECK(worker.owner_asks("alice", NoObject{}).refused == "message_not_understood");
    CHECK(worker.desk_asks("marie", NoObject{}).refused == "message_not_understood");
}

TEST_CASE("asks: an answer that carries a secret is never remembered") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    CHECK(worker.owner_asks("alice", Reveal{{"bob", "x"}}).body.at("times") == 1);
    CHECK(worker.repeats_last_ask().body.at("times") == 2);
    CHECK(remembered(worker) == 0);
}

TEST_CASE("H1: each look and each change of the help desk is noted, of operators each change") {
    OneWorker worker(StaffWorker::kind(), kStaffStart);
    worker.desk_asks("marie", Look{{"alice", "x"}});
    worker.desk_asks("marie", Whisper{"bob", "x"});
    worker.repeats_last_ask();
    worker.operator_asks("olga", Look{{"alice", "x"}});
    worker.operator_asks("olga", Reveal{{"bob", "x"}});
    worker.owner_asks("alice", Look{{"alice", "x"}});
    const auto log = audited(worker);
    REQUIRE(log.at("entries").size() == 3);
    const Json first{{"entry", 1},       {"at", to_text(kStaffStart)},
                     {"role", "desk"},   {"name", "marie"},
                     {"verb", "look"},   {"about", R"({"account":"alice","to":"alice"})"},
                     {"outcome", "done"}};
    CHECK(log.at("entries")[0] == first);
    CHECK(log.at("entries")[1].at("about") == R"({"to":"bob"})");
    CHECK(log.at("entries")[2].at("role") == "operator");
    CHECK_FALSE(log.contains("broken_at"));
    CHECK(audited(worker, 2).at("entries").size() == 1);
}

TEST_CASE("H1: whatever is changed in the log, the log shows where") {
    struct Row {
        const char* tampering;
        int broken_at;
    };
    const std::vector<Row> rows{
        {"UPDATE audit SET name = 'paul' WHERE entry = 2", 2},
        {"UPDATE audit SET role = 'operator' WHERE entry = 2", 2},
        {"UPDATE audit SET verb = 'list' WHERE entry = 2", 2},
        {"UPDATE audit SET about = '{}' WHERE entry = 3", 3},
        {"UPDATE audit SET outcome = 'verb_unknown' WHERE entry = 1", 1},
        {"UPDATE audit SET at = at + 1 WHERE entry = 1", 1},
        {"UPDATE audit SET hash = zeroblob(32) WHERE entry = 3", 3},
        {"DELETE FROM audit WHERE entry = 2", 3},
        {"DELETE FROM audit WHERE entry = 1", 2},
        {"DELETE FROM audit WHERE entry = 2; UPDATE audit SET entry = 2 WHERE entry = 3", 2},
    };
    for (const auto& row : rows) {
        CAPTURE(row.tampering);
        AuditedWorker worker;
        worker.database().execute(row.tampering);
        CHECK(audited(worker).value("broken_at", 0) == row.broken_at);
    }
}

TEST_CASE("H1: an end that was cut off shows by the head that was noted before") {
    AuditedWorker worker;
    const auto head = audited(worker).at("head");
    worker.database().execute("DELETE FROM audit WHERE entry = 3");
    const auto later = audited(worker);
    CHECK_FALSE(later.contains("broken_at"));
    CHECK(later.at("head") != head);
    CHECK(later.at("entries_in_all") == 2);
}

TEST_CASE("H1: who computes the hashes anew comes to the same head, and sees each change") {
    AuditedWorker worker;
    const auto told = audited(worker);
    const auto head_of = [](const Json& entries) {
        runtime::AuditChain chain;
        for (const auto& entry : entries) {
            if (!chain.add(entry)) return std::string("broken");
        }
        return chain.head();
    };
    CHECK(head_of(told.at("entries")) == told.at("head"));
    for (const auto* field : {"at", "role", "name", "verb", "about", "outcome"}) {
        CAPTURE(field);
        auto changed = told.at("entries");
        changed[1][field] = field == std::string("at") ? "2027-03-01T08:00:00.001Z" : "other";
        CHECK(head_of(changed) != told.at("head"));
    }
    auto shortened = told.at("entries");
    shortened.erase(1);
    CHECK(head_of(shortened) == "broken");
    CHECK(head_of(Json::array({"no entry"})) == "broken");
}
