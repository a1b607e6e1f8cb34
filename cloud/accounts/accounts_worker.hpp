/// The worker `accounts`: people, their sign-in and their devices, and the staff's (rules A1 to A11, H1). It
/// alone knows addresses, so it writes the letters to people.
#pragma once

#include "cloud/accounts/credentials.hpp"
#include "cloud/accounts/profiles.hpp"
#include "cloud/accounts/sign_ins.hpp"
#include "cloud/accounts/sign_ups.hpp"
#include "cloud/accounts/trade_letters.hpp"
#include "shared/ports/randomness.hpp"
#include "shared/runtime/worker.hpp"

namespace traction::accounts {

inline constexpr std::string_view kName = "accounts";

/// What the worker is given. Hasher and issuer must outlive it.
struct Means {
    ports::PasswordHasher* passwords = nullptr;
    ports::TokenIssuer* tokens = nullptr;
    std::string web;  ///< where the store is, and where the links of letters lead: "https://HOST"
};

class AccountsWorker : public runtime::Worker {
   public:
    AccountsWorker(ports::Database& database, const Means& means);

    void declare(runtime::Handlers& handlers) override;
    std::optional<Timestamp> next_due() override { return desk_.accounts.next_due(); }
    std::vector<runtime::DueAct> due_acts(Timestamp until) override { return desk_.accounts.due_acts(until); }
    void on_due(runtime::Turn& turn) override;
    std::optional<Timestamp> next_machine_due() override;
    void on_machine_due(runtime::Turn& turn) override;
    bool waits_for_commit() const override { return letters_wait_; }
    void on_committed(runtime::Turn& turn) override;
    std::vector<wire::Json> rights_ended(Timestamp machine_now) override;

   private:
    void declare_guests(runtime::Handlers& handlers);
    void declare_owners(runtime::Handlers& handlers);
    void declare_staff(runtime::Handlers& handlers);
    void follow_others(runtime::Handlers& handlers);

    FrontDesk desk_;
    SignUps sign_ups_{desk_};
    SignIns sign_ins_{desk_};
    Credentials credentials_{desk_, sign_ups_};
    Profiles profiles_{desk_};
    TradeLetters trade_{desk_};
    bool letters_wait_;  ///< answers are being committed whose letters are to be written next
};

/// Sign-ins cost a core 40 ms each, and no answer leaves before the last of a batch is decided.
inline constexpr std::size_t kBatch = 8;

runtime::WorkerKind worker_kind(Means means);

/// Makes the operator "first" where there is no operator yet, and gives the password, which is kept nowhere.
/// The database is migrated, and in a transaction of the caller's. Rule H1.
std::optional<std::string> add_first_operator(ports::Database& database, ports::Randomness& randomness);

}  // namespace traction::accounts
