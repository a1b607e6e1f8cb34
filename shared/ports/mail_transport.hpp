/// Where mails leave the system.
#pragma once

#include <string>
#include <vector>

#include "shared/domain/ids.hpp"
#include "shared/domain/timestamp.hpp"

namespace traction::ports {

/// How long a mail may be under way before its transport must have an outcome.
inline constexpr Milliseconds kLongestSending{120'000};

/// One mail, ready to go. Addresses are of the form local@domain, without names or brackets.
struct Mail {
    LetterId letter;
    std::string message_id;  ///< ID@DOMAIN: the same whenever this letter is sent, and of no other letter
    std::string sender;
    std::string recipient;
    std::string content;  ///< RFC 5322: headers and body, lines end with CR LF
};

/// What became of a mail.
struct MailOutcome {
    enum class Verdict {
        delivered,
        refused,   ///< for good: trying again would be refused again
        try_later  ///< the server said so, or could not be asked
    };
    LetterId letter;
    Verdict verdict = Verdict::try_later;
    std::string reason;  ///< for operators: names no address; empty when delivered
};

/// Called from one thread. Never throws: what goes wrong is an outcome. A mail that is under way when the
/// transport is destroyed may or may not arrive.
class MailTransport {
   public:
    virtual ~MailTransport() = default;
    /// Begins to send. Does not wait for the network.
    virtual void begin(const Mail& mail) = 0;
    /// The outcomes since the last call. Does not wait.
    virtual std::vector<MailOutcome> take_outcomes() = 0;
};

}  // namespace traction::ports
