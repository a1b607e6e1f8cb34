/// The parts of the attack table.
#pragma once

#include "tests/broker/attack/cast.hpp"
#include "tests/broker/attack/tally.hpp"

namespace traction::attack {

/// Last wills of everybody on every topic.
void leave_wills(Cast& cast, Tally& tally);
/// Everybody subscribes to and publishes on everything, takes over everybody's client ID, and then hears what
/// is rightfully said: nothing foreign, and all that is his own, so that nobody's session was destroyed.
void meddle(Cast& cast, Tally& tally);
/// Tokens that are none, of somebody else, of another time, or of an ended device: at each door, and to renew
/// a live session.
void show_tokens(Cast& cast, Tally& tally);
/// Certificates that are none of ours, of another car, or revoked.
void show_certificates(Tally& tally);
/// An ask that wants its answer to go to somebody else.
void forge_response_topic(Tally& tally);

}  // namespace traction::attack
