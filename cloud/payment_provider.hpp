/// The payment provider of traction-cloud.
#pragma once

#include "cloud/payments/payments_worker.hpp"
#include "shared/adapters/process/process.hpp"

namespace traction::cloud {

/// The sandbox's (traction-payment-sandbox), over a connection of its own. `world` must outlive what comes of
/// it.
payments::OpenProvider sandbox_provider(adapters::RealWorld& world);

}  // namespace traction::cloud
