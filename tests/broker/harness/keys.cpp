#include "tests/broker/harness/keys.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "shared/adapters/clocks/system_clock.hpp"
#include "shared/adapters/tokens/jwt_tokens.hpp"

namespace traction::test {

Keys::Keys() {
    make({"init"});
}

void Keys::make(const std::vector<std::string>& command) const {
    std::vector<std::string> words{TRACTION_SOURCE_DIR "/scripts/certs", path().string()};
    words.insert(words.end(), command.begin(), command.end());
    Process script(words, path() / "certs.log");
    if (script.wait() != 0) throw std::runtime_error("no keys: " + script.output());
}

std::string Keys::worker_secret() const {
    auto secret = text_of(path() / "worker.secret");
    secret.erase(secret.find_last_not_of('\n') + 1);
    return secret;
}

Secret Keys::token(const ports::TokenClaims& claims) const {
    return Secret(adapters::JwtIssuer(text_of(path() / "tokens.key")).issue(claims));
}

Secret Keys::token(const std::string& role, const std::string& name, const std::string& device) const {
    const auto now = adapters::SystemClock().now();
    return token(
        {.role = role, .name = name, .device = device, .issued = now, .expires = now + ports::kLongestToken});
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error("there is no " + file.string());
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace traction::test
