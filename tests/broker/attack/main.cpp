/// traction-attack: everybody tries everything that he must not do, on a real broker. The last line reads
/// "attack cells=N held=M"; ends with 0 when all held.
#include <exception>
#include <optional>

#include <fmt/format.h>

#include "tests/broker/attack/attacks.hpp"
#include "tests/broker/harness/access_writer.hpp"

namespace {

using namespace traction;

void try_everything(attack::Tally& tally) {
    const test::SecuredMosquitto broker;
    attack::Cast cast(broker);
    {
        const test::AccessWriter accounts(broker, "accounts");
        const test::AccessWriter garage(broker, "garage");
    }
    attack::leave_wills(cast, tally);
    attack::meddle(cast, tally);
    attack::show_tokens(cast, tally);
    attack::show_certificates(tally);
    attack::forge_response_topic(tally);
}

}  // namespace

int main() {
    attack::Tally tally;
    try {
        try_everything(tally);
    } catch (const std::exception& failure) {
        tally.cell(false, failure.what());
    }
    return tally.conclude() ? 0 : 1;
}
