#include "shared/adapters/process/credentials.hpp"

#include <fstream>

#include <fmt/format.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

/// Paho would only say that it cannot connect.
std::string readable(const std::filesystem::path& file) {
    if (!std::ifstream(file))
        throw Fault(fmt::format("{} cannot be read (scripts/certs makes it)", file.string()));
    return file.string();
}

}  // namespace

Credentials worker_credentials(const std::filesystem::path& folder) {
    return {.tls = {}, .password = [secret = secret_in(folder / "worker.secret")] { return secret; }};
}

Credentials car_credentials(const std::filesystem::path& folder, const std::string& vin) {
    const auto own = folder / "cars" / vin;
    return {.tls = Tls{.authority_file = readable(folder / "ca.pem"),
                       .certificate_file = readable(own.string() + ".pem"),
                       .key_file = readable(own.string() + ".key")},
            .password = {}};
}

}  // namespace traction::adapters
