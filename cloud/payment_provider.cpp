#include "cloud/payment_provider.hpp"

#include "cloud/payments/sandbox_gateway.hpp"
#include "shared/wire/messages/presence.hpp"
#include "shared/wire/messages/provider.hpp"
#include "shared/wire/topics.hpp"

namespace traction::cloud {
namespace {

/// The gateway is no worker and nobody waits for it; but whoever is on the broker says when he is gone.
ports::Publication farewell() {
    ports::Publication publication;
    publication.topic = wire::topic(wire::TopicKind::presence, {wire::provider::kClient});
    publication.payload = wire::Presence{.online = false}.json().dump();
    publication.retain = true;
    return publication;
}

}  // namespace

payments::OpenProvider sandbox_provider(adapters::RealWorld& world) {
    return [&world] {
        return std::make_unique<payments::SandboxGateway>(
            [&world](const std::vector<std::string>& subscriptions, ports::BusListener& listener) {
                return world.surroundings().connect(std::string(wire::provider::kClient), subscriptions,
                                                    farewell(), listener);
            });
    };
}

}  // namespace traction::cloud
