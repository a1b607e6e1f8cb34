/// What is remembered of signing in: devices, staff, tokens that became void, attempts that count, and
/// letters that wait for their answer to be out.
#pragma once

#include <memory>
#include <vector>

#include "cloud/accounts/accounts_rules.hpp"
#include "shared/ports/database.hpp"
#include "shared/wire/messages/access.hpp"

namespace traction::accounts {

struct Device {
    DeviceId id;
    wire::accounts::Door door{};
    Timestamp since{};
    Timestamp last_sign_in_at{};
};

/// A letter of which nothing was decided yet. `about` is a sign-up, an account, or an address as compared.
struct Unwritten {
    std::string cause;  ///< "sign_up", "new_email" or "forgotten"
    std::string about;
};

class AccessStore {
   public:
    explicit AccessStore(ports::Database& database);

    /// Signs a device in; one that is signed in stays, through the door it uses now.
    void sign_in(const AccountId& account, const DeviceId& device, wire::accounts::Door door, Timestamp now);
    void sign_out(const AccountId& account, const DeviceId& device);
    bool is_signed_in(const AccountId& account, const DeviceId& device);
    std::vector<Device> devices(const AccountId& account);

    void add_staff(wire::access::Role role, const StaffName& name, const std::string& password_digest);
    void remove_staff(wire::access::Role role, const StaffName& name);
    /// Digest of the password.
    std::optional<std::string> staff(wire::access::Role role, const StaffName& name);
    int operators();

    void add_void(const wire::access::TokensVoid& tokens);
    /// All of the last hour.
    std::vector<wire::access::TokensVoid> void_tokens(Timestamp machine_now);
    /// From when a token of this bearer is good.
    Timestamp good_from(wire::access::Role role, const std::string& name, const std::string& device);

    /// Until when no further attempt is looked at; nothing when the next may come.
    std::optional<Timestamp> blocked_until(const Limit& limit, const std::string& whose,
                                           Timestamp machine_now);
    void count_attempt(const Limit& limit, const std::string& whose, Timestamp machine_now);
    void forget_attempts(const Limit& limit, const std::string& whose);

    /// When something of the above is too old to matter. Machine time.
    std::optional<Timestamp> next_end();
    void forget_old(Timestamp machine_now);

    void write_later(const Unwritten& letter);
    bool has_unwritten();
    std::vector<Unwritten> take_unwritten();

   private:
    using Prepared = std::unique_ptr<ports::Statement>;
    Prepared sign_in_, sign_out_, is_signed_in_, devices_;
    Prepared add_staff_, remove_staff_, staff_, operators_;
    Prepared add_void_, void_tokens_, good_from_, forget_void_;
    Prepared attempt_, count_attempt_, forget_attempt_, forget_attempts_, next_end_;
    Prepared write_later_, has_unwritten_, unwritten_, forget_unwritten_;
};

}  // namespace traction::accounts
