#include "cloud/accounts/accounts_worker.hpp"

#include <algorithm>

#include "shared/runtime/digest.hpp"

namespace traction::accounts {

using runtime::Asker;
using runtime::Handlers;
using runtime::Origin;
using runtime::Turn;
using wire::Party;
using namespace wire::accounts;
using wire::contracts::ContractActivated;
using wire::contracts::ContractEnded;
using wire::contracts::ContractExpired;
using wire::contracts::TeardownDone;
using wire::garage::OwnershipEnded;

AccountsWorker::AccountsWorker(ports::Database& database, const Means& means)
    : desk_(database, *means.passwords, *means.tokens, means.web),
      letters_wait_(desk_.access.has_unwritten()) {}

void AccountsWorker::declare(Handlers& handlers) {
    declare_guests(handlers);
    declare_owners(handlers);
    declare_staff(handlers);
    follow_others(handlers);
}

void AccountsWorker::declare_guests(Handlers& handlers) {
    handlers.change<SignUp>(Party::guest, [this](Turn& turn, const Asker& asker, const SignUp& ask) {
        letters_wait_ = true;
        return sign_ups_.sign_up(turn, asker, ask);
    });
    handlers.change<Activate>(Party::guest, [this](Turn& turn, const Asker& asker, const Activate& ask) {
        return sign_ups_.activate(turn, asker, ask);
    });
    handlers.reveal<SignIn>(Party::guest, [this](Turn& turn, const Asker& asker, const SignIn& ask) {
        return sign_ins_.sign_in(turn, asker, ask);
    });
    handlers.change<ForgotPassword>(Party::guest,
                                    [this](Turn& turn, const Asker& asker, const ForgotPassword& ask) {
                                        letters_wait_ = true;
                                        return credentials_.forgot_password(turn, asker, ask);
                                    });
    handlers.reveal<StaffSignIn>(Party::guest,
                                 [this](Turn& turn, const Asker& asker, const StaffSignIn& ask) {
                                     return sign_ins_.staff_sign_in(turn, asker, ask);
                                 });
}

void AccountsWorker::declare_owners(Handlers& handlers) {
    const auto who = Party::owner;
    handlers.reveal<RenewToken>(
        who, [this](Turn& turn, auto& asker, auto&) { return sign_ins_.renew_token(turn, asker); });
    handlers.change<SignOut>(
        who, [this](Turn& turn, auto& asker, auto&) { return sign_ins_.sign_out(turn, asker); });
    handlers.read<Devices>(who, [this](Turn&, auto& asker, auto&) { return sign_ins_.devices(asker); });
    handlers.change<EndDevice>(
        who, [this](Turn& turn, auto& asker, auto& ask) { return sign_ins_.end_device(turn, asker, ask); });
    handlers.change<ChangePassword>(who, [this](Turn& turn, auto& asker, auto& ask) {
        return credentials_.change_password(turn, asker, ask);
    });
    handlers.change<ChangeEmail>(who, [this](Turn& turn, auto& asker, auto& ask) {
        letters_wait_ = true;
        return credentials_.change_email(turn, asker, ask);
    });
    handlers.change<ConfirmEmail>(who, [this](Turn& turn, auto& asker, auto& ask) {
        return credentials_.confirm_email(turn, asker, ask);
    });
    handlers.read<Show>(who, [this](Turn&, auto& asker, auto&) { return profiles_.show(asker); });
    handlers.change<Update>(
        who, [this](Turn& turn, auto& asker, auto& ask) { return profiles_.update(turn, asker, ask); });
    handlers.change<OpenStore>(
        who, [this](Turn& turn, auto& asker, auto& ask) { return profiles_.open_store(turn, asker, ask); });
    handlers.change<LeaveStore>(
        who, [this](Turn& turn, auto& asker, auto&) { return profiles_.leave_store(turn, asker); });
    handlers.change<UninstallApp>(
        who, [this](Turn& turn, auto& asker, auto&) { return profiles_.uninstall_app(turn, asker); });
    handlers.read<Export>(who, [this](Turn&, auto& asker, auto&) { return profiles_.export_all(asker); });
}

void AccountsWorker::declare_staff(Handlers& handlers) {
    for (const auto who : {Party::desk, Party::operators}) {
        handlers.reveal<RenewToken>(
            who, [this](Turn& turn, auto& asker, auto&) { return sign_ins_.renew_staff_token(turn, asker); });
    }
    handlers.read<Find>(Party::desk, [this](Turn&, auto&, auto& ask) { return profiles_.find(ask); });
    handlers.reveal<AddStaff>(
        Party::operators, [this](Turn& turn, auto&, auto& ask) { return sign_ins_.add_staff(turn, ask); });
    handlers.change<EndStaff>(
        Party::operators, [this](Turn& turn, auto&, auto& ask) { return sign_ins_.end_staff(turn, ask); });
}

void AccountsWorker::follow_others(Handlers& handlers) {
    handlers.event<ContractActivated>(
        "contracts",
        [this](Turn&, const Origin&, const ContractActivated& event) { profiles_.on_contract_begun(event); });
    handlers.event<ContractExpired>("contracts",
                                    [this](Turn& turn, const Origin& origin, const ContractExpired& event) {
                                        profiles_.on_contract_over(event, origin.happened_at);
                                        trade_.on_expired(turn, event, origin.happened_at);
                                    });
    handlers.event<ContractEnded>("contracts",
                                  [this](Turn& turn, const Origin& origin, const ContractEnded& event) {
                                      profiles_.on_contract_over(event, origin.happened_at);
                                      trade_.on_ended(turn, event, origin.happened_at);
                                  });
    trade_.declare(handlers);
    handlers.event<TeardownDone>("contracts",
                                 [this](Turn& turn, const Origin& origin, const TeardownDone& event) {
                                     profiles_.on_teardown_done(turn, event, origin.happened_at);
                                 });
    handlers.event<OwnershipEnded>("garage",
                                   [this](Turn& turn, const Origin& origin, const OwnershipEnded& event) {
                                       profiles_.on_ownership_ended(turn, event, origin.happened_at);
                                   });
}

void AccountsWorker::on_due(Turn& turn) {
    sign_ups_.on_due(turn);
    credentials_.on_due(turn);
    profiles_.on_due(turn);
}

std::optional<Timestamp> AccountsWorker::next_machine_due() {
    const auto access = desk_.access.next_end();
    const auto letters = desk_.letters.next_end();
    return access && letters ? std::min(*access, *letters) : std::max(access, letters);
}

void AccountsWorker::on_machine_due(Turn& turn) {
    desk_.access.forget_old(turn.machine_now());
    desk_.letters.forget_old(turn.machine_now());
}

void AccountsWorker::on_committed(Turn& turn) {
    for (const auto& letter : desk_.access.take_unwritten()) {
        if (letter.cause == "sign_up") sign_ups_.write_letter(turn, letter.about);
        if (letter.cause == "new_email") credentials_.write_confirmation(turn, letter.about);
        if (letter.cause == "forgotten") credentials_.write_new_password(turn, letter.about);
    }
    letters_wait_ = false;
}

std::vector<wire::Json> AccountsWorker::rights_ended(Timestamp machine_now) {
    std::vector<wire::Json> ended;
    for (const auto& tokens : desk_.access.void_tokens(machine_now)) ended.push_back(tokens.json());
    return ended;
}

runtime::WorkerKind worker_kind(Means means) {
    return {
        .name = std::string(kName),
        .migrations = migrations,
        .open = [means = std::move(means)](
                    ports::Database& database) { return std::make_unique<AccountsWorker>(database, means); },
        .batch = kBatch};
}

std::optional<std::string> add_first_operator(ports::Database& database, ports::Randomness& randomness) {
    AccessStore access(database);
    if (access.operators() > 0) return std::nullopt;
    auto password = grouped(runtime::random_id_text(randomness), kPasswordLetters);
    access.add_staff(wire::access::Role::operators, *StaffName::parse("first"), runtime::digest(password));
    return password;
}

}  // namespace traction::accounts
