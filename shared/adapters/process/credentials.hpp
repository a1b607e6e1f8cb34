/// The files of `scripts/certs`, as the credentials of those who connect.
#pragma once

#include <filesystem>
#include <string>

#include "shared/adapters/mqtt_bus/credentials.hpp"
#include "shared/adapters/tokens/secret_files.hpp"

namespace traction::adapters {

/// Workers show the secret in `folder`/worker.secret, on their private listener. Throws Fault when there is
/// none.
Credentials worker_credentials(const std::filesystem::path& folder);

/// A car is its certificate: `folder`/cars/VIN.pem and .key, and `folder`/ca.pem for the broker. Throws Fault
/// when one of them cannot be read.
Credentials car_credentials(const std::filesystem::path& folder, const std::string& vin);

}  // namespace traction::adapters
