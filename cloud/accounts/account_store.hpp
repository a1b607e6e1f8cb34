/// What is remembered of people: accounts, sign-ups that wait for their code, addresses that wait for theirs,
/// and the contracts that hold a profile.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "cloud/accounts/accounts_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/ports/migrations.hpp"
#include "shared/runtime/due_acts.hpp"
#include "shared/wire/messages/contracts.hpp"

namespace traction::accounts {

std::span<const ports::Migration> migrations();

struct Account {
    AccountId id;
    std::string sign_in_id;  ///< plain
    Email email;
    std::optional<std::string> password;         ///< hash of the one that was chosen
    std::optional<std::string> mailed_password;  ///< digest of a generated one
    std::string name;
    std::string postal_address;
    std::string plate;
    wire::letters::Language language{};
    Zone zone = Zone::standard();
    wire::accounts::DistanceUnit distance_unit{};
    bool store_member = false;
    bool offers = false;  ///< agreed to be told of them
    Timestamp since{};
    std::optional<Timestamp> app_left_at, store_left_at, contract_ended_at;
    std::optional<Timestamp> erase_at;
    /// The password came by mail. Rule A3.
    bool must_change_password() const { return !password; }
    /// Who never was a member has not left. Rule A9.
    bool has_left_store() const { return store_left_at && !store_member; }
    /// Who has left the store gets no news of it. Rules S6, A9.
    bool wants_offers() const { return store_member && offers; }
};

struct PendingSignUp {
    std::string id;
    Email email;
    std::optional<std::string> password;  ///< hash
    std::optional<Vin> vin;
    std::string plate;
    wire::letters::Language language{};
    bool store_member = false;
    Timestamp usable_until{};
};

struct NewEmail {
    AccountId account;
    Email email;
    Timestamp usable_until{};
};

class AccountStore {
   public:
    explicit AccountStore(ports::Database& database);

    void add(const Account& account);
    /// Writes all that may have changed, and when it is to be erased.
    void save(Account& account);
    void erase(const AccountId& account);
    std::optional<Account> find(const AccountId& account);
    std::optional<Account> by_email(const std::string& key);
    std::optional<Account> by_sign_in_id(const std::string& plain_id);
    std::optional<AccountId> to_erase_at(Timestamp instant);

    void add(const PendingSignUp& sign_up);
    void set_code(const PendingSignUp& sign_up, const std::string& code_digest);
    std::optional<PendingSignUp> sign_up(const std::string& id);
    std::optional<PendingSignUp> sign_up_by_code(const std::string& code_digest);
    std::vector<PendingSignUp> sign_ups_of(const std::string& email_key);
    std::vector<PendingSignUp> sign_ups_ending_at(Timestamp instant);
    void remove_sign_up(const std::string& id);

    void set_new_email(const NewEmail& wish);
    void set_code(const NewEmail& wish, const std::string& code_digest);
    std::optional<NewEmail> new_email(const AccountId& account);
    bool is_code_of_new_email(const AccountId& account, const std::string& code_digest);
    std::vector<AccountId> new_emails_ending_at(Timestamp instant);
    void remove_new_email(const AccountId& account);

    void add_contract(const ContractId& contract, const AccountId& account);
    void remove_contract(const ContractId& contract);
    /// Whose profile the contract holds.
    std::optional<AccountId> holder_of(const ContractId& contract);
    std::vector<ContractId> contracts_of(const AccountId& account);

    /// So that letters can name what it is about. Known again it stays as it was.
    void note_bought(const ContractId& contract, const AccountId& buyer, wire::contracts::Product product);
    std::optional<wire::contracts::Product> product_bought(const ContractId& contract);

    std::optional<Timestamp> next_due();
    std::vector<runtime::DueAct> due_acts(Timestamp until);

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    std::optional<Account> first_account(ports::Statement& statement, std::string_view key);

    Prepared add_, save_, erase_, find_, by_email_, by_sign_in_id_, to_erase_;
    Prepared add_sign_up_, code_sign_up_, sign_up_, by_code_, of_email_, ending_, remove_sign_up_;
    Prepared set_new_email_, code_new_email_, new_email_, has_code_, new_ending_, remove_new_email_;
    Prepared add_contract_, remove_contract_, holder_of_, contracts_of_, remove_contracts_of_, next_due_,
        due_acts_;
    Prepared note_bought_, product_bought_, remove_bought_of_;
};

}  // namespace traction::accounts
