#include <algorithm>
#include <regex>

#include <doctest/doctest.h>

#include "cloud/ctl/account_export.hpp"
#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/notification_settings.hpp"
#include "tests/broker/harness/keys.hpp"
#include "tests/broker/system/shopping.hpp"

using namespace traction;
using namespace traction::test;
namespace accounts = wire::accounts;

namespace {

constexpr const char* kAddress = "ada@example.org";
constexpr const char* kPassword = "a bicycle in the rain";

/// What the pattern's group finds in a mail, its soft line breaks (RFC 2045, 6.7) joined; empty until it has
/// come.
std::string in_mail(const System& system, const std::string& pattern) {
    const auto folder = system.folder() / "cloud" / "mail" / "new";
    if (!std::filesystem::exists(folder)) return {};
    for (const auto& mail : std::filesystem::directory_iterator(folder)) {
        const auto text = std::regex_replace(text_of(mail.path()), std::regex("=\r?\n"), "");
        std::smatch found;
        if (std::regex_search(text, found, std::regex(pattern))) return found[1];
    }
    return {};
}
std::string code_in_mail(const System& system) {
    return in_mail(system, "signed up: ([a-z2-7-]+)");
}

/// Comes in as anybody does, on the device "phone". Gives the account.
std::string arrives(System& system) {
    const auto guest = system.session(wire::Party::guest, "");
    done(*guest, "accounts",
         accounts::SignUp{.door = accounts::Door::store,
                          .platform = accounts::Platform::web,
                          .email = kAddress,
                          .password = kPassword});
    REQUIRE(wait_until([&] { return !code_in_mail(system).empty(); }, kPatience));
    done(*guest, "accounts", accounts::Activate{code_in_mail(system)});
    const auto answer = done(
        *guest, "accounts",
        accounts::SignIn{.sign_in = kAddress, .password = kPassword, .device = *DeviceId::parse("phone")});
    return answer.at("account");
}

wire::Json exported(ctl::Session& owner) {
    std::string document;
    ctl::write_export(
        [&](auto worker, auto verb, const auto& body) { return owner.ask(worker, verb, body, kPatience); },
        kEarliest, [&](std::string_view text) { document += text; });
    return wire::Json::parse(document);
}

bool has(const wire::Json& rows, const char* field, const wire::Json& value) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const auto& row) { return row.value(field, wire::Json()) == value; });
}

}  // namespace

TEST_CASE("A11: a person gets all that the cloud has of her and her car, as one document") {
    System system(Time::wall);
    system.start_cloud();
    Car car(system, "VF1SYSTEM00000004");
    car.start({"--no-day-life"});
    const auto account = arrives(system);
    const auto owner = system.session(wire::Party::owner, account);
    pair(*owner, car);
    done(*owner, "notifications",
         wire::notifications::ChooseKind{.kind = wire::notifications::Kind::contract_activated,
                                         .choice = wire::notifications::Choice::mail});
    buys(*owner, {.vin = car.vin()});
    done(*owner, "commands",
         wire::commands::Send{.command = *CommandId::parse("k-1"),
                              .vin = car.vin(),
                              .act = wire::commands::Act::refresh,
                              .arguments = {},
                              .deadline = {}});
    wire::Json document;
    const auto is_whole = [&] {
        document = exported(*owner);
        return has(document.at("commands"), "phase", "done") &&
               has(document.at("notifications"), "kind", "contract_activated") &&
               has(document.at("state"), "what", "sample") && has(document.at("state"), "what", "present");
    };
    CHECK(wait_until(is_whole, kPatience));
    CHECK(document.at("export_version") == ctl::kExportVersion);
    CHECK(document.at("account").at("profile").at("email") == kAddress);
    CHECK(has(document.at("garage"), "vin", car.vin().text()));
    CHECK(document.at("notifications").at(0).contains("settings"));
    CHECK(wait_until([&] { return !in_mail(system, "(because you asked for it)").empty(); }, kPatience));
    CHECK(has(document.at("contracts"), "product", "mapping_pack"));
    CHECK(has(document.at("contracts"), "step", "activated"));
    CHECK(has(document.at("commands"), "command", "k-1"));
    CHECK(document.dump().find(kPassword) == std::string::npos);
    CHECK(system.tap().undocumented() == std::vector<std::string>{});
}
