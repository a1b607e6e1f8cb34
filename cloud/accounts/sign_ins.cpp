#include "cloud/accounts/sign_ins.hpp"

#include "shared/runtime/digest.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::accounts {

namespace refused = wire::refused;
using wire::access::Role;
using wire::accounts::AddStaff;
using wire::accounts::Door;
using wire::accounts::EndDevice;
using wire::accounts::EndStaff;
using wire::accounts::SignedIn;
using wire::accounts::SignIn;
using wire::accounts::StaffSignedIn;
using wire::accounts::StaffSignIn;

/// The limit goes by what was typed: who is attacked under his address still comes in by his sign-in ID,
/// which is in his letter only, and on a device that he used before. So nobody is locked out. Rule A7.
SignIns::Answer SignIns::sign_in(Turn& turn, const Asker& asker, const SignIn& ask) {
    const auto now = turn.machine_now();
    const auto account = account_of(ask.sign_in);
    auto name = plain(ask.sign_in);
    if (account && desk_.access.is_signed_in(account->id, ask.device)) name += "\n" + ask.device.text();
    const SignInAttempt attempt{asker.name, kSignInsByName, name};
    if (const auto may = desk_.within(attempt, now); !may) return may.refusal();
    const auto match = desk_.match(account, ask.password);
    if (match == Match::none) {
        desk_.count(attempt, now);
        return Refusal(refused::sign_in_refused);
    }
    desk_.access.forget_attempts(kSignInsByName, name);
    return let_in(turn, *account, match, ask);
}

std::optional<Account> SignIns::account_of(const std::string& sign_in) {
    if (sign_in.find('@') == std::string::npos) return desk_.accounts.by_sign_in_id(plain(sign_in));
    const auto email = parse_email(sign_in);
    return email ? desk_.accounts.by_email(email->key) : std::nullopt;
}

/// With the first use of a mailed password the old one stops, and with it the sign-ins that it gave. Coming
/// back to the app keeps the profile. Rules A7, A10.
SignIns::Answer SignIns::let_in(Turn& turn, Account account, Match match, const SignIn& ask) {
    if (match == Match::mailed && account.password) {
        account.password.reset();
        desk_.sign_out_others(turn, account.id, ask.device);
    }
    if (ask.door == Door::app) account.app_left_at.reset();
    desk_.accounts.save(account);
    desk_.access.sign_in(account.id, ask.device, ask.door, turn.now());
    return token_for(turn, account, ask.device);
}

SignIns::Answer SignIns::token_for(Turn& turn, const Account& account, const DeviceId& device) {
    const auto issued = desk_.issue_token(turn, Role::owner, account.id.text(), device.text());
    return SignedIn{.account = account.id,
                    .device = device,
                    .token = issued.token,
                    .expires_at = issued.expires_at,
                    .must_change_password = account.must_change_password()}
        .json();
}

/// Who must change his password gets no further hour before he has. Rule A3.
SignIns::Answer SignIns::renew_token(Turn& turn, const Asker& asker) {
    const auto account = desk_.may_change(asker);
    if (!account) return account.refusal();
    return token_for(turn, *account, *DeviceId::parse(asker.device));
}

SignIns::Answer SignIns::sign_out(Turn& turn, const Asker& asker) {
    const auto account = desk_.signed_in(asker);
    if (!account) return account.refusal();
    desk_.sign_out(turn, account->id, *DeviceId::parse(asker.device));
    return wire::Json::object();
}

SignIns::Answer SignIns::devices(const Asker& asker) {
    const auto account = desk_.signed_in(asker);
    if (!account) return account.refusal();
    auto devices = wire::Json::array();
    for (const auto& device : desk_.access.devices(account->id)) {
        devices.push_back(view_of(device));
        devices.back()["this"] = device.id.text() == asker.device;
    }
    return wire::Json{{"devices", devices}};
}

SignIns::Answer SignIns::end_device(Turn& turn, const Asker& asker, const EndDevice& ask) {
    const auto account = desk_.signed_in(asker);
    if (!account) return account.refusal();
    if (!desk_.access.is_signed_in(account->id, ask.device)) return Refusal(refused::device_unknown);
    desk_.sign_out(turn, account->id, ask.device);
    return wire::Json::object();
}

SignIns::Answer SignIns::staff_sign_in(Turn& turn, const Asker& asker, const StaffSignIn& ask) {
    const auto now = turn.machine_now();
    const SignInAttempt attempt{asker.name, kStaffByName,
                                wire::word_text(ask.role, wire::access::kRoleNames) + " " + ask.name.text()};
    if (const auto may = desk_.within(attempt, now); !may) return may.refusal();
    if (desk_.access.staff(ask.role, ask.name) != runtime::digest(ask.password)) {
        desk_.count(attempt, now);
        return Refusal(refused::sign_in_refused);
    }
    desk_.access.forget_attempts(kStaffByName, attempt.name);
    return staff_token_for(turn, ask.role, ask.name);
}

SignIns::Answer SignIns::staff_token_for(Turn& turn, Role role, const StaffName& name) {
    const auto issued = desk_.issue_token(turn, role, name.text(), {});
    return StaffSignedIn{.role = role, .name = name, .token = issued.token, .expires_at = issued.expires_at}
        .json();
}

/// Who left meanwhile, or works here in another role now, gets no further hour.
SignIns::Answer SignIns::renew_staff_token(Turn& turn, const Asker& asker) {
    const auto role = wire::access::role_of(asker.role);
    const auto name = StaffName::parse(asker.name);
    if (!name || !desk_.access.staff(role, *name)) return Refusal(refused::signed_out);
    return staff_token_for(turn, role, *name);
}

SignIns::Answer SignIns::add_staff(Turn& turn, const AddStaff& ask) {
    if (desk_.access.staff(ask.role, ask.name)) return Refusal(refused::staff_name_taken);
    const auto password = fresh_code(turn);
    desk_.access.add_staff(ask.role, ask.name, runtime::digest(password));
    return wire::Json{{"password", password}};
}

SignIns::Answer SignIns::end_staff(Turn& turn, const EndStaff& ask) {
    if (!desk_.access.staff(ask.role, ask.name)) return Refusal(refused::staff_unknown);
    if (ask.role == Role::operators && desk_.access.operators() == 1)
        return Refusal(refused::last_operator_stays);
    desk_.access.remove_staff(ask.role, ask.name);
    desk_.end_tokens(turn, ask.role, ask.name.text(), std::nullopt);
    return wire::Json::object();
}

wire::Json view_of(const Device& device) {
    return {{"device", device.id.text()},
            {"door", wire::word_text(device.door, wire::accounts::kDoorNames)},
            {"since", to_text(device.since)},
            {"last_sign_in_at", to_text(device.last_sign_in_at)}};
}

}  // namespace traction::accounts
