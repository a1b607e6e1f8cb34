#include "cloud/ctl/audit_check.hpp"

#include "shared/runtime/audit_log.hpp"
#include "shared/wire/messages/operators.hpp"

namespace traction::ctl {

using wire::Json;
using wire::Party;

namespace {

constexpr std::array<std::string_view, 6> kAudited{"accounts", "commands",      "contracts",
                                                   "garage",   "notifications", "state"};

/// What a log was at an earlier time.
struct Noted {
    std::int64_t entries = 0;
    std::string head;
};

std::optional<Noted> noted_argument(const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto colon = text.find(':');
    if (colon == 0 || colon == std::string::npos || colon > 15 ||
        text.find_first_not_of("0123456789") != colon)
        misuse("--noted takes ENTRIES:HEAD");
    return Noted{std::stoll(text.substr(0, colon)), text.substr(colon + 1)};
}

struct Verified {
    std::int64_t entries = 0;
    std::string head;
    std::string verdict = "as written";
};

bool add_all(runtime::AuditChain& chain, const Json& entries, const std::optional<Noted>& noted,
             bool& noted_seen) {
    for (const auto& entry : entries) {
        if (!chain.add(entry)) return false;
        if (noted && chain.entries() == noted->entries) noted_seen = chain.head() == noted->head;
    }
    return !entries.empty();
}

/// Nothing when nobody answered.
std::optional<Verified> verify(CommandLine& line, Session& session, std::string_view worker,
                               const std::optional<Noted>& noted) {
    runtime::AuditChain chain;
    bool noted_seen = !noted || noted->entries == 0;
    Verified verified;
    while (true) {
        const auto page =
            session.ask(worker, wire::operators::Audit{.after = chain.entries()}, line.patience());
        if (!page || !page->done) return std::nullopt;
        const auto in_all = page->body.at("entries_in_all").get<std::int64_t>();
        verified.entries = in_all;
        verified.head = page->body.at("head");
        if (chain.entries() == in_all) break;
        if (!add_all(chain, page->body.at("entries"), noted, noted_seen)) break;
    }
    if (chain.entries() != verified.entries || chain.head() != verified.head)
        verified.verdict = "changed after entry " + std::to_string(chain.entries());
    else if (!noted_seen)
        verified.verdict = "not what was noted: cut off, or written anew";
    return verified;
}

}  // namespace

Exit verify_audit(CommandLine& line, const std::string& worker, const std::string& noted) {
    if (!noted.empty() && worker.empty()) misuse("--noted is of one worker's log: name the worker");
    const auto earlier = noted_argument(noted);
    auto session = line.connect(Party::operators);
    line.keep_signed_in(session);
    std::vector<std::string> workers(kAudited.begin(), kAudited.end());
    if (!worker.empty()) workers = {worker};
    auto exit = Exit::ok;
    for (const auto& name : workers) {
        const auto verified = verify(line, session, name, earlier);
        if (!verified) {
            line.complain(name + " gave no answer that could be verified");
            exit = Exit::failed;
            continue;
        }
        if (verified->verdict != "as written") exit = Exit::failed;
        line.print(Json{{"worker", name},
                        {"entries", verified->entries},
                        {"head", verified->head},
                        {"verdict", verified->verdict}});
    }
    return exit;
}

}  // namespace traction::ctl
