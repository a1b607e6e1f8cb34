/// How a bus knows its broker, and the broker the bus. Design 1 and 6.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "shared/domain/secret.hpp"

namespace traction::adapters {

/// PEM files of a TLS connection. TLS 1.2 is the least.
struct Tls {
    std::string authority_file;    ///< whom we believe who a broker is; its name or address is checked
    std::string certificate_file;  ///< our own; empty: we show none
    std::string key_file;          ///< of our certificate
};

struct Credentials {
    std::optional<Tls> tls;  ///< nothing: plain TCP, for loopback only
    /// The password of CONNECT, asked for anew for each connection, for tokens are renewed; called from any
    /// thread. Nothing: none is shown.
    std::function<Secret()> password;
};

}  // namespace traction::adapters
