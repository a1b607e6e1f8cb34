#include "shared/wire/messages/accounts.hpp"

namespace traction::wire::accounts {

access::Role staff_role(Reader& reader, const char* field) {
    const auto role = reader.word<access::Role>(field, access::kRoleNames);
    if (role != access::Role::desk && role != access::Role::operators)
        reader.fail(field, "must be one of: desk, operator");
    return role;
}

SignUp SignUp::read(Reader& reader) {
    SignUp ask{.door = reader.word<Door>("door", kDoorNames),
               .platform = reader.word<Platform>("platform", kPlatformNames),
               .email = reader.text("email", kLongestEmail)};
    if (reader.has("vin")) ask.vin = reader.vin("vin");
    if (reader.has("plate")) ask.plate = reader.text("plate", kLongestPlate);
    if (reader.has("password")) ask.password = reader.text("password", kLongestPassword);
    if (reader.has("language"))
        ask.language = reader.word<letters::Language>("language", letters::kLanguageNames);
    return ask;
}

Json SignUp::json() const {
    Json json{{"door", word_text(door, kDoorNames)},
              {"platform", word_text(platform, kPlatformNames)},
              {"email", email}};
    if (vin) json["vin"] = vin->text();
    if (plate) json["plate"] = *plate;
    if (password) json["password"] = *password;
    if (language) json["language"] = word_text(*language, letters::kLanguageNames);
    return json;
}

SignIn SignIn::read(Reader& reader) {
    SignIn ask{.sign_in = reader.text("sign_in", kLongestEmail),
               .password = reader.text("password", kLongestPassword),
               .device = reader.id<DeviceId>("device")};
    if (reader.has("door")) ask.door = reader.word<Door>("door", kDoorNames);
    return ask;
}

Json SignIn::json() const {
    return {{"sign_in", sign_in},
            {"password", password},
            {"device", device.text()},
            {"door", word_text(door, kDoorNames)}};
}

SignedIn SignedIn::read(Reader& reader) {
    return {.account = reader.id<AccountId>("account"),
            .device = reader.id<DeviceId>("device"),
            .token = reader.text("token", 2048),
            .expires_at = reader.instant("expires_at"),
            .must_change_password = reader.truth_or("must_change_password", false)};
}

Json SignedIn::json() const {
    return {{"account", account.text()},
            {"device", device.text()},
            {"token", token},
            {"expires_at", to_text(expires_at)},
            {"must_change_password", must_change_password}};
}

StaffSignIn StaffSignIn::read(Reader& reader) {
    return {.role = staff_role(reader, "role"),
            .name = reader.id<StaffName>("name"),
            .password = reader.text("password", kLongestPassword)};
}

Json StaffSignIn::json() const {
    return {{"role", word_text(role, access::kRoleNames)}, {"name", name.text()}, {"password", password}};
}

StaffSignedIn StaffSignedIn::read(Reader& reader) {
    return {.role = staff_role(reader, "role"),
            .name = reader.id<StaffName>("name"),
            .token = reader.text("token", 2048),
            .expires_at = reader.instant("expires_at")};
}

Json StaffSignedIn::json() const {
    return {{"role", word_text(role, access::kRoleNames)},
            {"name", name.text()},
            {"token", token},
            {"expires_at", to_text(expires_at)}};
}

}  // namespace traction::wire::accounts
