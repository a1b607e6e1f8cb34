/// The name in the certificate of a connection.
#pragma once

#include <optional>
#include <string>

struct mosquitto;

namespace traction::access {

/// The common name of the certificate that the client showed and the broker verified (listeners with
/// `require_certificate true`). Nothing without a certificate, without exactly one name, or when the name
/// holds a NUL.
std::optional<std::string> certified_name(const mosquitto* client);

}  // namespace traction::access
