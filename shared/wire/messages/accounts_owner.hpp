/// What a person who is signed in says to the worker `accounts`. Each is refused with `signed_out` where the
/// device's sign-in has ended. Rules A4 to A6, A9 to A11.
#pragma once

#include "shared/wire/messages/accounts.hpp"

namespace traction::wire::accounts {

inline constexpr std::size_t kLongestName = 200;
inline constexpr std::size_t kLongestPostalAddress = 500;

/// In what distances are shown.
enum class DistanceUnit { km, mi };
inline constexpr std::array<std::string_view, 2> kDistanceUnitNames{"km", "mi"};

/// An ask that says nothing but its verb.
struct Bare {
    static Bare read(Reader&) { return {}; }
    Json json() const { return Json::object(); }
};
/// A new token for this device, or, asked by staff, for this name. Answer: `SignedIn`, to staff
/// `StaffSignedIn`.
struct RenewToken : Bare {
    static constexpr std::string_view kVerb = "renew_token";
    static RenewToken read(Reader&) { return {}; }
};
/// Ends this device's sign-in. Answer: {}.
struct SignOut : Bare {
    static constexpr std::string_view kVerb = "sign_out";
    static SignOut read(Reader&) { return {}; }
};
/// Answer: {"devices": [{"device", "door", "since", "last_sign_in_at", "this"}, …]}.
struct Devices : Bare {
    static constexpr std::string_view kVerb = "devices";
    static Devices read(Reader&) { return {}; }
};
/// Answer: the profile (`accounts.Profile`).
struct Show : Bare {
    static constexpr std::string_view kVerb = "show";
    static Show read(Reader&) { return {}; }
};
/// No more news about contracts and offers, but for charges and security. Touches no contract and no service.
/// Answer: {}. Refuses with `not_store_member`. Rule A9.
struct LeaveStore : Bare {
    static constexpr std::string_view kVerb = "leave_store";
    static LeaveStore read(Reader&) { return {}; }
};
/// The app is being uninstalled from this device. With the last one, all data of the account's cars is erased
/// at once and for good, and the profile after 2 months. Answer: {"car_data_erased", "profile_erased_at"?}.
/// Rule A10.
struct UninstallApp : Bare {
    static constexpr std::string_view kVerb = "uninstall_app";
    static UninstallApp read(Reader&) { return {}; }
};
/// All that `accounts` has of the person. Each other worker that has some answers an ask of the same name.
/// Answer: {"profile", "devices", "contracts"}. Rule A11.
struct Export : Bare {
    static constexpr std::string_view kVerb = "export";
    static Export read(Reader&) { return {}; }
};

/// Ends another device's sign-in, or this one's. Answer: {}. Refuses with `device_unknown`.
struct EndDevice {
    static constexpr std::string_view kVerb = "end_device";
    DeviceId device;
    static EndDevice read(Reader& reader) { return {.device = reader.id<DeviceId>("device")}; }
    Json json() const { return {{"device", device.text()}}; }
};

/// The other devices are signed out. Answer: {}. Refuses with `password_wrong`. Rule A6.
struct ChangePassword {
    static constexpr std::string_view kVerb = "change_password";
    static constexpr std::array<std::string_view, 2> kSecretFields{"current", "new"};
    std::string current;
    std::string changed;
    static ChangePassword read(Reader& reader) {
        return {.current = reader.text("current", kLongestPassword),
                .changed = reader.text("new", kLongestPassword)};
    }
    Json json() const { return {{"current", current}, {"new", changed}}; }
};

/// Another e-mail address, in force when the code that is sent there has come back (`ConfirmEmail`): so the
/// answer is the same whether or not that address has an account. Answer: {"usable_until"}. Rule A6.
struct ChangeEmail {
    static constexpr std::string_view kVerb = "change_email";
    static constexpr std::array<std::string_view, 1> kSecretFields{"current"};
    std::string current;  ///< password
    std::string email;
    static ChangeEmail read(Reader& reader) {
        return {.current = reader.text("current", kLongestPassword),
                .email = reader.text("email", kLongestEmail)};
    }
    Json json() const { return {{"current", current}, {"email", email}}; }
};

/// The code that was sent to the new address. From now on it is the account's, and the other devices are
/// signed out. Answer: {}. Refuses with `code_not_valid`. Rule A6.
struct ConfirmEmail {
    static constexpr std::string_view kVerb = "confirm_email";
    std::string code;
    static ConfirmEmail read(Reader& reader) { return {.code = reader.text("code", kLongestCode)}; }
    Json json() const { return {{"code", code}}; }
};

/// What is missing stays; an empty text takes it away. Answer: {"changed": [field, …]}. Rule A4.
struct Update {
    static constexpr std::string_view kVerb = "update";
    std::optional<std::string> name;
    std::optional<std::string> postal_address;  ///< lines
    std::optional<letters::Language> language;
    std::optional<Zone> zone;
    std::optional<DistanceUnit> distance_unit;
    std::optional<bool> offers;  ///< to be told of offers by mail. Rule S6
    static Update read(Reader& reader);
    Json json() const;
};

/// Opens a store membership; one that is open stays so. Answer: {}. Refuses with `store_is_on_the_web`.
/// Rule A5.
struct OpenStore {
    static constexpr std::string_view kVerb = "open_store";
    Platform platform{};
    static OpenStore read(Reader& reader) {
        return {.platform = reader.word<Platform>("platform", kPlatformNames)};
    }
    Json json() const { return {{"platform", word_text(platform, kPlatformNames)}}; }
};

}  // namespace traction::wire::accounts
