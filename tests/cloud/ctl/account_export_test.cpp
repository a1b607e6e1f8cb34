#include "cloud/ctl/account_export.hpp"

#include <doctest/doctest.h>

#include "shared/domain/result.hpp"

namespace traction::ctl {
namespace {

using wire::Json;

const Timestamp kNow = *parse_timestamp("2027-03-01T08:00:00Z");

/// A cloud that answers from a list: "worker verb after" -> body.
struct Cloud {
    std::map<std::string, Json> answers{
        {"accounts export ", {{"profile", {{"name", "Ada"}}}}},
        {"garage list ", {{"vehicles", {{{"vin", "V"}}}}}},
        {"contracts export ", {{"rows", Json::array()}}},
        {"billing export ", {{"rows", Json::array()}}},
        {"commands export ", {{"rows", {{{"command", "k-1"}}}}}},
        {"notifications export ", {{"rows", Json::array()}}},
        {"state export ", {{"rows", {1, 2}}, {"next", "a"}}},
        {"state export a", {{"rows", {3}}, {"next", "b"}}},
        {"state export b", {{"rows", {4}}}},
        {"store export ", {{"rows", {{{"what", "order"}}}}}},
    };
    std::string text;

    void is_exported() {
        const auto ask = [&](auto worker, auto verb, const Json& body) -> std::optional<wire::Answer> {
            const auto found =
                answers.find(std::string(worker) + " " + std::string(verb) + " " + body.value("after", ""));
            if (found == answers.end()) return std::nullopt;
            if (found->second.contains("sentence"))
                return wire::Answer{.id = {}, .done = false, .body = found->second};
            return wire::Answer{.id = {}, .done = true, .body = found->second};
        };
        write_export(ask, kNow, [&](std::string_view piece) { text += piece; });
    }
};

}  // namespace

TEST_CASE("A11: the export is one JSON document, with the pages of each worker in one list") {
    Cloud cloud;
    cloud.is_exported();
    CHECK(Json::parse(cloud.text) == Json{{"export_version", 1},
                                          {"exported_at", "2027-03-01T08:00:00.000Z"},
                                          {"account", {{"profile", {{"name", "Ada"}}}}},
                                          {"garage", {{{"vin", "V"}}}},
                                          {"contracts", Json::array()},
                                          {"billing", Json::array()},
                                          {"commands", {{{"command", "k-1"}}}},
                                          {"notifications", Json::array()},
                                          {"state", {1, 2, 3, 4}},
                                          {"store", {{{"what", "order"}}}}});
}

TEST_CASE("A11: a part that is missing or refused fails the whole, and what was written is no document") {
    Cloud silent;
    silent.answers.erase("state export b");
    CHECK_THROWS_WITH_AS(silent.is_exported(), "state did not answer; nothing was exported", Fault);
    CHECK_FALSE(Json::accept(silent.text));
    Cloud refusing;
    refusing.answers["commands export "] = {{"sentence", "No."}};
    CHECK_THROWS_WITH_AS(refusing.is_exported(), "commands refused: No.", Fault);
}

}  // namespace traction::ctl
