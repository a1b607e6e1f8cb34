#include "tests/support/wire_tap.hpp"

#include <doctest/doctest.h>

#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/streams.hpp"

using namespace traction;
using namespace traction::test;

namespace {

const std::string kVin = "VF1AG000164812345";
const std::string kOrder = R"({"epoch":1,"number":1,"body":{"kind":"period","period":1,"owned":true}})";

}  // namespace

TEST_CASE("wire tap: what is documented passes") {
    CHECK(undocumented("vehicle/" + kVin + "/order/garage", kOrder).empty());
    CHECK(undocumented("vehicle/" + kVin + "/order/garage", R"({"epoch":1,"number":0})").empty());
    CHECK(undocumented("vehicle/" + kVin + "/order/garage/ack", R"({"epoch":1,"applied":1,"again":true})")
              .empty());
    CHECK(undocumented("vehicle/" + kVin + "/state/doors",
                       R"({"locked":{"value":true,"measured_at":"2026-11-22T22:49:44.120Z"}})")
              .empty());
    CHECK(undocumented("vehicle/" + kVin + "/state/doors", "").empty());
    CHECK(undocumented("account/anna/device/phone/ask/garage/list", R"({"id":"a"})").empty());
    CHECK(
        undocumented("operator/otto/ask/state/backup", R"({"id":"a","body":{"directory":"/tmp"}})").empty());
    CHECK(undocumented("clock/done/state", R"({"step":1,"settled":false})").empty());
}

TEST_CASE("wire tap: an undocumented topic, kind or content does not") {
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/secret", "{}").empty());
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/order/commands", kOrder).empty());
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/order/garage",
                             R"({"epoch":1,"number":1,"body":{"kind":"period","period":0,"owned":true}})")
                    .empty());
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/order/garage", "").empty());
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/order/garage", "{").empty());
    CHECK_FALSE(undocumented("account/anna/device/phone/ask/garage/list", R"({"id":"a","body":{"vin":"x"}})")
                    .empty());
    CHECK_FALSE(undocumented("account/anna/device/phone/ask/garage/fly", R"({"id":"a"})").empty());
    CHECK_FALSE(undocumented("vehicle/" + kVin + "/state/doors",
                             R"({"locked":{"value":1,"measured_at":"2026-11-22T22:49:44.120Z"}})")
                    .empty());
    CHECK_FALSE(
        undocumented("event/garage", R"({"epoch":1,"number":1,"body":{"type":"unheard_of"}})").empty());
}
