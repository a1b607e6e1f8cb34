#include "tests/shared/wire/registry.hpp"

#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/access.hpp"
#include "shared/wire/messages/accounts_owner.hpp"
#include "shared/wire/messages/accounts_staff.hpp"
#include "shared/wire/messages/billing_asks.hpp"
#include "shared/wire/messages/clock.hpp"
#include "shared/wire/messages/commands.hpp"
#include "shared/wire/messages/contracts.hpp"
#include "shared/wire/messages/contracts_desk.hpp"
#include "shared/wire/messages/contracts_owner.hpp"
#include "shared/wire/messages/danger_zones.hpp"
#include "shared/wire/messages/exports.hpp"
#include "shared/wire/messages/garage_desk.hpp"
#include "shared/wire/messages/letters.hpp"
#include "shared/wire/messages/mail.hpp"
#include "shared/wire/messages/metrics.hpp"
#include "shared/wire/messages/notification_settings.hpp"
#include "shared/wire/messages/operators.hpp"
#include "shared/wire/messages/payments.hpp"
#include "shared/wire/messages/presence.hpp"
#include "shared/wire/messages/provider.hpp"
#include "shared/wire/messages/state.hpp"
#include "shared/wire/messages/store.hpp"
#include "shared/wire/report.hpp"
#include "shared/wire/twin.hpp"

namespace traction::test {

using namespace wire;

namespace {

template <class Body>
Result<Json> through(const Json& json, UnknownFields unknown) {
    const auto body = read_message<Body>(json, unknown);
    if (!body) return body.refusal();
    return body->json();
}

template <class Body>
RegisteredMessage lenient(std::string schema, std::vector<std::string> messages) {
    return {std::move(schema), std::move(messages), false,
            [](const Json& json) { return through<Body>(json, UnknownFields::allowed); }};
}

template <class Body>
RegisteredMessage plain(const std::string& name) {
    return lenient<Body>(name, {name});
}

template <class Body>
RegisteredMessage ask(const std::string& worker, const std::string& name) {
    return {
        worker + "." + name, {"ask." + worker + "." + std::string(Body::kVerb)}, true, [](const Json& json) {
            return through<Body>(json, UnknownFields::refused);
        }};
}

template <class Body>
RegisteredMessage event(const std::string& worker, const std::string& name) {
    return lenient<Body>(worker + "." + name, {"event." + worker + "." + std::string(Body::kType)});
}

template <class Body>
RegisteredMessage order(const std::string& worker, const std::string& name) {
    return lenient<Body>(worker + "." + name, {"order." + worker + "." + std::string(Body::kKind)});
}

template <class Body>
RegisteredMessage outcome(const std::string& worker, const std::string& name) {
    return lenient<Body>(worker + "." + name, {"outcome." + worker + "." + std::string(Body::kKind)});
}

/// A body that has the same form whoever writes it.
template <class Body>
RegisteredMessage letter(const std::string& folder, const std::string& name) {
    return lenient<Body>(folder + "." + name, {folder + "." + std::string(Body::kKind)});
}

Result<Json> report_through(const Json& json) {
    ReportDecoder decoder;
    const auto report = decoder.decode(json.dump());
    if (!report) return report.refusal();
    return Json::parse(write_report(**report));
}

Result<Json> twin_through(const Json& json) {
    const auto twin = read_twin(json);
    if (!twin) return twin.refusal();
    return Json::parse(write_twin(*twin));
}

Result<Json> numbered_through(const Json& json) {
    const auto text = json.dump();
    const auto message = read_numbered(text);
    if (!message) return message.refusal();
    return Json::parse(write_numbered(*message));
}

Result<Json> acknowledgement_through(const Json& json) {
    const auto acknowledgement = read_acknowledgement(json.dump());
    if (!acknowledgement) return acknowledgement.refusal();
    return Json::parse(write_acknowledgement(*acknowledgement));
}

Result<Json> event_through(const Json& json) {
    const auto read = read_event(json.dump());
    if (!read) return read.refusal();
    return Json::parse(write_event("garage", *read));
}

Result<Json> answer_through(const Json& json) {
    const auto answer = read_answer(json.dump());
    if (!answer) return answer.refusal();
    return Json{{"id", answer->id.text()}, {answer->done ? "done" : "refused", answer->body}};
}

std::vector<std::string> teardown_parts() {
    std::vector<std::string> messages;
    for (const auto worker : contracts::kTeardownWorkers)
        messages.push_back("event." + std::string(worker) + ".teardown_part");
    return messages;
}

std::vector<std::string> contract_events() {
    std::vector<std::string> messages;
    for (const auto type : {contracts::ContractBought::kType, contracts::ContractActivated::kType,
                            contracts::EntitlementPending::kType, contracts::AnniversaryReached::kType,
                            contracts::ContractRenewed::kType, contracts::ContractExpired::kType,
                            contracts::ContractEnded::kType, contracts::ContractSuspended::kType,
                            contracts::ContractResumed::kType, contracts::ContractExtended::kType,
                            contracts::ContractMoved::kType}) {
        messages.push_back("event.contracts." + std::string(type));
    }
    return messages;
}

}  // namespace

const std::vector<RegisteredMessage>& registered_messages() {
    static const std::vector<RegisteredMessage> all{
        {"Report", {"Report"}, false, report_through},
        {"Twin", {}, false, twin_through},
        {"Numbered", {}, false, numbered_through},
        {"Acknowledgement", {"Acknowledgement"}, false, acknowledgement_through},
        {"Event", {}, false, event_through},
        {"Answer", {"Answer"}, false, answer_through},
        plain<Presence>("Presence"),
        plain<ViewComplete>("ViewComplete"),
        plain<Metrics>("Metrics"),
        plain<access::Token>("Token"),
        plain<clock::Tick>("clock.Tick"),
        plain<clock::Settled>("clock.Settled"),
        plain<commands::Step>("commands.Step"),
        plain<notifications::Notification>("notifications.Notification"),
        lenient<garage::Vehicle>("garage.Vehicle", {}),
        lenient<contracts::ContractView>("contracts.ContractView", {}),
        lenient<commands::ChargingProgramme>("commands.ChargingProgramme", {}),
        lenient<commands::OffPeakProgramme>("commands.OffPeakProgramme", {}),
        lenient<commands::ClimateProgramme>("commands.ClimateProgramme", {}),
        ask<contracts::Renew>("contracts", "Renew"),
        ask<contracts::End>("contracts", "End"),
        ask<contracts::Show>("contracts", "Show"),
        ask<contracts::List>("contracts", "List"),
        ask<contracts::EndForCar>("contracts", "EndForCar"),
        ask<contracts::Receipt>("contracts", "Receipt"),
        ask<contracts::Extend>("contracts", "Extend"),
        ask<contracts::SetAutomaticRenewal>("contracts", "SetAutomaticRenewal"),
        ask<contracts::Preview>("contracts", "Preview"),
        ask<contracts::Explain>("contracts", "Explain"),
        ask<contracts::Find>("contracts", "Find"),
        ask<contracts::DryRun>("contracts", "DryRun"),
        lenient<garage::Preview>("garage.Preview", {}),
        ask<garage::AskPreview>("garage", "AskPreview"),
        ask<garage::Add>("garage", "Add"),
        ask<garage::ShowCode>("garage", "ShowCode"),
        ask<garage::Pair>("garage", "Pair"),
        ask<garage::Remove>("garage", "Remove"),
        ask<garage::List>("garage", "List"),
        ask<garage::FindVehicle>("garage", "FindVehicle"),
        ask<garage::ClearStolen>("garage", "ClearStolen"),
        ask<garage::RecordDelivery>("garage", "RecordDelivery"),
        ask<garage::SetRevoked>("garage", "SetRevoked"),
        ask<commands::Send>("commands", "Send"),
        ask<commands::Cancel>("commands", "Cancel"),
        ask<commands::Show>("commands", "Show"),
        ask<commands::Settings>("commands", "Settings"),
        ask<notifications::List>("notifications", "List"),
        ask<notifications::MarkRead>("notifications", "MarkRead"),
        ask<notifications::MarkAllRead>("notifications", "MarkAllRead"),
        ask<notifications::Explain>("notifications", "Explain"),
        ask<notifications::ShowSettings>("notifications", "ShowSettings"),
        ask<notifications::ChooseKind>("notifications", "ChooseKind"),
        ask<notifications::SetQuietHours>("notifications", "SetQuietHours"),
        event<notifications::MailWished>("notifications", "MailWished"),
        ask<state::Watch>("state", "Watch"),
        ask<state::Unwatch>("state", "Unwatch"),
        ask<state::Show>("state", "Show"),
        ask<state::GrantSight>("state", "GrantSight"),
        ask<state::ShowPosition>("state", "ShowPosition"),
        ask<clock::Advance>("clock", "Advance"),
        ask<clock::SetRate>("clock", "SetRate"),
        ask<clock::Show>("clock", "Show"),
        ask<operators::Backup>("operators", "Backup"),
        ask<operators::Audit>("operators", "Audit"),
        ask<operators::Due>("operators", "Due"),
        event<garage::VehicleAdded>("garage", "VehicleAdded"),
        event<garage::VehicleRemoved>("garage", "VehicleRemoved"),
        event<garage::OwnershipBegan>("garage", "OwnershipBegan"),
        event<garage::OwnershipEnded>("garage", "OwnershipEnded"),
        event<garage::PeriodConfirmed>("garage", "PeriodConfirmed"),
        lenient<contracts::ContractEvent>("contracts.ContractEvent", contract_events()),
        event<contracts::RenewalReminder>("contracts", "RenewalReminder"),
        event<contracts::ChargeDue>("contracts", "ChargeDue"),
        event<contracts::TeardownBegan>("contracts", "TeardownBegan"),
        lenient<contracts::TeardownPart>("contracts.TeardownPart", teardown_parts()),
        event<contracts::TeardownDone>("contracts", "TeardownDone"),
        ask<store::ShowCatalogue>("store", "ShowCatalogue"),
        ask<store::ListOffered>("store", "ListOffered"),
        ask<store::ShowCart>("store", "ShowCart"),
        ask<store::AddToCart>("store", "AddToCart"),
        ask<store::RemoveFromCart>("store", "RemoveFromCart"),
        ask<store::AcceptConditions>("store", "AcceptConditions"),
        ask<store::Checkout>("store", "Checkout"),
        ask<store::ListOrders>("store", "ListOrders"),
        ask<store::ShowOrder>("store", "ShowOrder"),
        ask<store::VehicleData>("store", "VehicleData"),
        lenient<store::OrderItem>("store.OrderItem", {}),
        event<store::OfferMade>("store", "OfferMade"),
        event<accounts::OffersWished>("accounts", "OffersWished"),
        event<accounts::ZoneChosen>("accounts", "ZoneChosen"),
        event<accounts::WordsChosen>("accounts", "WordsChosen"),
        event<store::OrderPlaced>("store", "OrderPlaced"),
        event<state::VehicleHappening>("state", "VehicleHappening"),
        event<state::SightGranted>("state", "SightGranted"),
        order<commands::CommandOrder>("commands", "CommandOrder"),
        outcome<commands::CommandOutcome>("commands", "CommandOutcome"),
        order<contracts::EntitlementOrder>("contracts", "EntitlementOrder"),
        outcome<contracts::EntitlementConfirmed>("contracts", "EntitlementConfirmed"),
        outcome<contracts::EntitlementRefused>("contracts", "EntitlementRefused"),
        order<garage::PeriodOrder>("garage", "PeriodOrder"),
        order<garage::CodeOrder>("garage", "CodeOrder"),
        outcome<garage::CodeShown>("garage", "CodeShown"),
        ask<accounts::SignIn>("accounts", "SignIn"),
        lenient<accounts::SignedIn>("accounts.SignedIn", {}),
        lenient<accounts::StaffSignedIn>("accounts.StaffSignedIn", {}),
        ask<accounts::SignUp>("accounts", "SignUp"),
        ask<accounts::Activate>("accounts", "Activate"),
        ask<accounts::ForgotPassword>("accounts", "ForgotPassword"),
        ask<accounts::StaffSignIn>("accounts", "StaffSignIn"),
        ask<accounts::RenewToken>("accounts", "RenewToken"),
        ask<accounts::SignOut>("accounts", "SignOut"),
        ask<accounts::Devices>("accounts", "Devices"),
        ask<accounts::EndDevice>("accounts", "EndDevice"),
        ask<accounts::ChangePassword>("accounts", "ChangePassword"),
        ask<accounts::ChangeEmail>("accounts", "ChangeEmail"),
        ask<accounts::ConfirmEmail>("accounts", "ConfirmEmail"),
        ask<accounts::Show>("accounts", "Show"),
        ask<accounts::Update>("accounts", "Update"),
        ask<accounts::OpenStore>("accounts", "OpenStore"),
        ask<accounts::LeaveStore>("accounts", "LeaveStore"),
        ask<accounts::UninstallApp>("accounts", "UninstallApp"),
        ask<accounts::Export>("accounts", "Export"),
        {"exports.Export",
         {"ask.contracts.export", "ask.commands.export", "ask.notifications.export", "ask.state.export",
          "ask.store.export", "ask.billing.export"},
         true,
         [](const Json& json) { return through<exports::Export>(json, UnknownFields::refused); }},
        ask<accounts::Find>("accounts", "Find"),
        ask<accounts::AddStaff>("accounts", "AddStaff"),
        ask<accounts::EndStaff>("accounts", "EndStaff"),
        event<accounts::AccountActivated>("accounts", "AccountActivated"),
        event<accounts::AppDataErased>("accounts", "AppDataErased"),
        event<accounts::AccountErased>("accounts", "AccountErased"),
        letter<access::ListBegins>("access", "ListBegins"),
        letter<access::ListComplete>("access", "ListComplete"),
        letter<access::TokensVoid>("access", "TokensVoid"),
        letter<access::SessionsEnd>("access", "SessionsEnd"),
        letter<access::CarRevoked>("access", "CarRevoked"),
        letter<letters::Letter>("letter", "Letter"),
        letter<letters::Withdraw>("letter", "Withdraw"),
        ask<mail::Waiting>("mail", "Waiting"),
        outcome<garage::PeriodKnown>("garage", "PeriodKnown"),
        event<billing::ChargePaid>("billing", "ChargePaid"),
        event<billing::ChargeRefused>("billing", "ChargeRefused"),
        event<billing::ChargeFailed>("billing", "ChargeFailed"),
        event<billing::PayerReady>("billing", "PayerReady"),
        event<billing::PayerIncomplete>("billing", "PayerIncomplete"),
        event<billing::PaymentWanted>("billing", "PaymentWanted"),
        event<payments::PaymentSettled>("payments", "PaymentSettled"),
        lenient<billing::Address>("billing.Address", {}),
        ask<billing::SetAddress>("billing", "SetAddress"),
        ask<billing::SetMeans>("billing", "SetMeans"),
        ask<billing::ShowPayer>("billing", "ShowPayer"),
        ask<billing::ListCharges>("billing", "ListCharges"),
        ask<billing::ListInvoices>("billing", "ListInvoices"),
        ask<billing::GetInvoice>("billing", "GetInvoice"),
        ask<billing::ShowAccount>("billing", "ShowAccount"),
        ask<payments::Waiting>("payments", "Waiting"),
        lenient<danger_zones::Zone>("danger_zones.Zone", {}),
        order<danger_zones::Surroundings>("danger_zones", "Surroundings"),
        order<danger_zones::SurroundingsStillGood>("danger_zones", "SurroundingsStillGood"),
        outcome<danger_zones::SurroundingsWanted>("danger_zones", "SurroundingsWanted"),
        ask<danger_zones::LoadCameras>("danger_zones", "LoadCameras"),
        plain<provider::PaymentAsk>("provider.PaymentAsk"),
        plain<provider::PaymentAnswer>("provider.PaymentAnswer"),
    };
    return all;
}

}  // namespace traction::test
