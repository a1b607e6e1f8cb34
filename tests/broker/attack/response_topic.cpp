#include <algorithm>

#include "shared/wire/envelope.hpp"
#include "shared/wire/messages/notifications.hpp"
#include "shared/wire/topics.hpp"
#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/harness/access_writer.hpp"

namespace traction::attack {

using wire::TopicKind;

/// A real worker answers where the ask came from, and not where the ask wants it to.
void forge_response_topic(Tally& tally) {
    test::SecuredMosquitto broker;
    Cast cast(broker);
    test::AccessWriter accounts(broker, "accounts");
    test::AccessWriter garage(broker, "garage");
    const test::TemporaryFolder folder;
    const test::Process cloud(
        {TRACTION_CLOUD, "--broker", "127.0.0.1:" + std::to_string(broker.workers()), "--secrets",
         broker.keys().path().string(), "--data", (folder.path() / "data").string(), "notifications"},
        folder.path() / "cloud.log");

    auto alice = cast.enter(kRoles[1]);
    auto bob = cast.enter(kRoles[3]);
    const auto alices = wire::topic(TopicKind::owner_answer, {"alice", "phone"});
    const auto bobs = wire::topic(TopicKind::owner_answer, {"bob", "phone"});
    tally.cell(alice.client.subscribe(alices).is_yes(), "alice hears her answers");
    tally.cell(bob.client.subscribe(bobs).is_yes(), "bob hears his answers");
    ports::Publication ask;
    ask.topic = wire::topic(TopicKind::owner_ask,
                            {"bob", "phone", "notifications", wire::notifications::List::kVerb});
    ask.payload = wire::write_ask({.id = *AskId::parse("forged"), .body = wire::Json::object()});
    ask.correlation = "forged";
    ask.response_topic = alices;
    const auto is_answered = [&] {
        bob.client.publish(ask);
        return bob.client.is_alive() && !bob.client.heard().empty();
    };
    tally.cell(test::wait_until(is_answered, std::chrono::seconds{30}),
               "an ask is answered where it came from");
    tally.cell(alice.client.is_alive() && alice.client.heard().empty(), "an ask is answered nowhere else");
}

}  // namespace traction::attack
