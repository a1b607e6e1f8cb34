#include "cloud/tour/people.hpp"

#include <fstream>
#include <regex>

#include <fmt/format.h>

#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/garage.hpp"
#include "shared/wire/streams.hpp"

namespace traction::tour {

using wire::Json;
using wire::Party;
namespace accounts = wire::accounts;
namespace garage = wire::garage;

namespace {

constexpr const char* kOwnPassword = "a bicycle in the rain";
constexpr const char* kDevice = "tour";

template <class Signed>
Signed signed_in(const Json& answer) {
    auto read = wire::read_message<Signed>(answer, wire::UnknownFields::allowed);
    if (!read) throw NotSeen("the answer to a sign-in cannot be read");
    return std::move(read).value();
}

/// A mail as it lies in the Maildir, its soft line breaks (RFC 2045, 6.7) joined.
std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    const std::string raw{std::istreambuf_iterator<char>(stream), {}};
    return std::regex_replace(raw, std::regex("=\r?\n"), "");
}

Party party_of(wire::access::Role role) {
    return role == wire::access::Role::desk ? Party::desk : Party::operators;
}

}  // namespace

People::People(Stage& stage, Reception reception)
    : stage_(stage),
      reception_(std::move(reception)),
      guest_(session({.role = Party::guest, .name = {}, .device = {}, .token = {}})) {}

std::unique_ptr<ctl::Session> People::session(ctl::Identity identity) {
    return std::make_unique<ctl::Session>(reception_.broker, std::move(identity), reception_.randomness,
                                          std::vector<std::string>{}, kAnswerPatience);
}

std::unique_ptr<ctl::Session> People::arrives_with_car(const std::string& email, const Vin& vin) {
    stage_.done(*guest_, "accounts",
                accounts::SignUp{.door = accounts::Door::app,
                                 .platform = accounts::Platform::web,
                                 .email = email,
                                 .vin = vin,
                                 .plate = "AB-123-CD",
                                 .password = {},
                                 .language = {}});
    activates(email);
    gets_letter("a letter brings the first password (A3)", email, "activated");
    const auto mailed = from_mail(email, "Until then it is:");
    auto person = signs_in(email, mailed);
    stage_.done(*person, "accounts", accounts::ChangePassword{mailed, kOwnPassword});
    stage_.witness().says("a password of one's own is chosen");
    return person;
}

std::unique_ptr<ctl::Session> People::arrives_at_store(const std::string& email) {
    stage_.done(*guest_, "accounts",
                accounts::SignUp{.door = accounts::Door::store,
                                 .platform = accounts::Platform::web,
                                 .email = email,
                                 .vin = {},
                                 .plate = {},
                                 .password = kOwnPassword,
                                 .language = {}});
    activates(email);
    return signs_in(email, kOwnPassword);
}

void People::activates(const std::string& email) {
    stage_.witness().says(email + " signs up (A1)");
    gets_letter("a letter with a code is written (A2)", email, "activation");
    const auto code = from_mail(email, "type this code where you signed up:");
    stage_.witness().says("the mail is there; its code is typed");
    stage_.done(*guest_, "accounts", accounts::Activate{code});
    stage_.witness().sees_event("the account begins", "accounts", accounts::AccountActivated::kType,
                                anything);
}

std::unique_ptr<ctl::Session> People::signs_in(const std::string& email, const std::string& password) {
    const auto answer = stage_.done(*guest_, "accounts",
                                    accounts::SignIn{.sign_in = email,
                                                     .password = password,
                                                     .device = *DeviceId::parse(kDevice),
                                                     .door = accounts::Door::app});
    const auto in = signed_in<accounts::SignedIn>(answer);
    stage_.witness().says(email + " signs in, with a token of an hour (A4)");
    return session({.role = Party::owner,
                    .name = in.account.text(),
                    .device = in.device.text(),
                    .token = Secret(in.token)});
}

std::unique_ptr<ctl::Session> People::desk_agent(ctl::Session& operators, const std::string& name) {
    const auto added = stage_.done(operators, "accounts",
                                   accounts::AddStaff{{wire::access::Role::desk, *StaffName::parse(name)}});
    return staff_session(reception_, wire::access::Role::desk, name, added.at("password").get<std::string>());
}

wire::Answer People::types_code(ctl::Session& who, const PlayedCar& car) {
    const auto earlier = last_code(car);
    stage_.done(who, "garage", garage::ShowCode{{car.vin}});
    stage_.witness().sees("the car is told a code for its screen", wire::order_stream(car.vin, "garage"),
                          [](const Json& order) { return order.value("kind", "") == "pairing_code"; });
    return stage_.ask(who, "garage", garage::Pair{car.vin, stage_.next_code(car, earlier)});
}

void People::pairs(ctl::Session& who, const PlayedCar& car) {
    const auto answer = types_code(who, car);
    if (!answer.done) throw NotSeen("the car is not paired: " + answer.body.value("sentence", ""));
    stage_.witness().sees_event(
        "the code that it shows is typed: paired (G5)", "garage", garage::OwnershipBegan::kType,
        [&](const Json& data) { return data.value("account", "") == who.identity().name; });
}

void People::gets_letter(const std::string& what, const std::string& email, const std::string& subject) {
    stage_.witness().sees(what, wire::letter_stream("accounts"), [&](const Json& letter) {
        return letter.value("to", "") == email && letter.value("subject", "") == subject;
    });
}

std::string People::from_mail(const std::string& email, const std::string& after) {
    const std::regex wanted(after + R"(\s*([a-z2-7]{4}(-[a-z2-7]{4})+))");
    const auto give_up = stage_.witness().now() + kAnswerPatience;
    while (stage_.witness().now() < give_up) {
        std::error_code not_there_yet;
        for (const auto& entry :
             std::filesystem::directory_iterator(reception_.mail / "new", not_there_yet)) {
            const auto text = text_of(entry.path());
            std::smatch found;
            const bool is_ours = text.find("To: " + email) != std::string::npos ||
                                 text.find("To: <" + email + ">") != std::string::npos;
            if (is_ours && std::regex_search(text, found, wanted)) return found[1];
        }
        stage_.witness().waits();
    }
    throw NotSeen("no mail to " + email + " says: " + after);
}

std::unique_ptr<ctl::Session> staff_session(const Reception& reception, wire::access::Role role,
                                            const std::string& name, const std::string& password) {
    const auto session = [&](ctl::Identity identity) {
        return std::make_unique<ctl::Session>(reception.broker, std::move(identity), reception.randomness,
                                              std::vector<std::string>{}, kAnswerPatience);
    };
    const auto guest = session({.role = Party::guest, .name = {}, .device = {}, .token = {}});
    const accounts::StaffSignIn ask{.role = role, .name = *StaffName::parse(name), .password = password};
    const auto answer = guest->ask("accounts", ask, kAnswerPatience);
    if (!answer || !answer->done) throw NotSeen(name + " is not let in");
    const auto in = signed_in<accounts::StaffSignedIn>(answer->body);
    return session({.role = party_of(role), .name = name, .device = {}, .token = Secret(in.token)});
}

}  // namespace traction::tour
