/// What guests say to the worker `accounts`, and what it answers: sign-up, activation, sign-in, forgotten
/// passwords. Rules A1 to A5, A7, H1.
#pragma once

#include "shared/wire/json.hpp"
#include "shared/wire/messages/access.hpp"
#include "shared/wire/messages/letters.hpp"

namespace traction::wire::accounts {

inline constexpr std::size_t kLongestEmail = letters::kLongestAddress;
inline constexpr std::size_t kShortestPassword = 10;  ///< bytes of one chosen by a person
inline constexpr std::size_t kLongestPassword = 256;  ///< bytes
inline constexpr std::size_t kLongestPlate = 16;
inline constexpr std::size_t kLongestCode = 64;  ///< as it is typed, with blanks and dashes

/// The two doors to one account: the app has the car, the store the contracts.
enum class Door { app, store };
inline constexpr std::array<std::string_view, 2> kDoorNames{"app", "store"};

/// On what the door is opened. Rule A5.
enum class Platform { web, smartphone };
inline constexpr std::array<std::string_view, 2> kPlatformNames{"web", "smartphone"};

/// Ask of a guest: an account for this address. Answer: {"usable_until"}, the same whether or not the address
/// has one; a letter says the rest. Rules A1, A2, A5.
struct SignUp {
    static constexpr std::string_view kVerb = "sign_up";
    static constexpr std::array<std::string_view, 1> kSecretFields{"password"};
    Door door{};
    Platform platform{};
    std::string email;
    std::optional<Vin> vin;                     ///< required at the app's door
    std::optional<std::string> plate;           ///< registration plate
    std::optional<std::string> password;        ///< required at the store's door
    std::optional<letters::Language> language;  ///< English when missing
    static SignUp read(Reader& reader);
    Json json() const;
};

/// Ask of a guest: the code of the activation letter, from its link or typed: case, blanks and dashes do not
/// matter. Answer: {"password_mailed"}: whether a first password is on its way by mail. Rules A2, A3.
struct Activate {
    static constexpr std::string_view kVerb = "activate";
    std::string code;
    static Activate read(Reader& reader) { return {.code = reader.text("code", kLongestCode)}; }
    Json json() const { return {{"code", code}}; }
};

/// Ask of a guest: who asks owns this address, if the password is right. Answer: `SignedIn`. Rule A4.
struct SignIn {
    static constexpr std::string_view kVerb = "sign_in";
    std::string sign_in;  ///< e-mail address or sign-in ID
    std::string password;
    DeviceId device;  ///< the app's installation, chosen by it once
    Door door = Door::app;
    static SignIn read(Reader& reader);
    Json json() const;
};

/// Answer to a sign-in and to the renewal of a token.
struct SignedIn {
    AccountId account;
    DeviceId device;
    std::string token;       ///< the password of CONNECT, with client ID o:ACCOUNT:DEVICE:SESSION
    Timestamp expires_at{};  ///< machine time; renew before
    bool must_change_password = false;
    static SignedIn read(Reader& reader);
    Json json() const;
};

/// Ask of a guest: a new password by mail, good for both doors. The old one stops when the new one is first
/// used. Answer: {}, the same whether or not the address has an account. Rule A7.
struct ForgotPassword {
    static constexpr std::string_view kVerb = "forgot_password";
    std::string email;
    static ForgotPassword read(Reader& reader) { return {.email = reader.text("email", kLongestEmail)}; }
    Json json() const { return {{"email", email}}; }
};

/// Staff sign in by name. `Role::desk` or `Role::operators`. Answer: `StaffSignedIn`. Rule H1.
struct StaffSignIn {
    static constexpr std::string_view kVerb = "staff_sign_in";
    access::Role role{};
    StaffName name;
    std::string password;
    static StaffSignIn read(Reader& reader);
    Json json() const;
};

/// Answer to the sign-in of staff.
struct StaffSignedIn {
    access::Role role{};
    StaffName name;
    std::string token;  ///< the password of CONNECT, with client ID d:NAME:SESSION or p:NAME:SESSION
    Timestamp expires_at{};
    static StaffSignedIn read(Reader& reader);
    Json json() const;
};

/// The roles of staff, as places in `access::kRoleNames`.
access::Role staff_role(Reader& reader, const char* field);

}  // namespace traction::wire::accounts
