#include "cloud/ctl/sign_in_file.hpp"

#include <cstdlib>
#include <fstream>

#include <sys/stat.h>

#include "cloud/ctl/private_file.hpp"

namespace traction::ctl {

SignedInAs SignedInAs::read(wire::Reader& reader) {
    return {.name = reader.id<AccountId>("name").text(),
            .device = reader.text_or("device", ""),
            .token = Secret(reader.text("token", 2048)),
            .expires_at = reader.instant("expires_at")};
}

wire::Json SignedInAs::json() const {
    return {
        {"name", name}, {"device", device}, {"token", token.revealed()}, {"expires_at", to_text(expires_at)}};
}

SignInFile::SignInFile(const std::filesystem::path& folder, wire::access::Role role)
    : file_(folder / (wire::word_text(role, wire::access::kRoleNames) + ".json")) {}

std::optional<SignedInAs> SignInFile::load() const {
    std::ifstream stream(file_);
    if (!stream) return std::nullopt;
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto json = wire::parse_json(text);
    if (!json) return std::nullopt;
    auto who = wire::read_message<SignedInAs>(*json, wire::UnknownFields::allowed);
    if (!who) return std::nullopt;
    return std::move(who).value();
}

void SignInFile::save(const SignedInAs& who) const {
    const auto folder = file_.parent_path();
    std::error_code error;
    if (std::filesystem::create_directories(folder, error)) chmod(folder.c_str(), 0700);
    PrivateFile file(file_);
    file.write(who.json().dump() + "\n");
    file.finish();
}

void SignInFile::forget() const {
    std::error_code nothing_there;
    std::filesystem::remove(file_, nothing_there);
}

std::filesystem::path SignInFile::usual_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/')
        return std::filesystem::path(state) / "traction";
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home != nullptr ? home : ".") / ".local" / "state" / "traction";
}

}  // namespace traction::ctl
