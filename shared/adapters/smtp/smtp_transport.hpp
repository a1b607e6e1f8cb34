/// Mails handed to an SMTP server, by libcurl. Nothing else includes libcurl.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

#include "shared/domain/secret.hpp"
#include "shared/ports/mail_transport.hpp"

namespace traction::adapters {

struct SmtpServer {
    std::string url;        ///< smtp://HOST:PORT begins in the clear, smtps://HOST:PORT with TLS
    bool in_clear = false;  ///< smtp:// stays in the clear; else it must turn to TLS before anything is said
    std::string user;       ///< empty: the server asks for no login
    Secret password;
    std::string authorities;  ///< file of those who may vouch for the server; empty: the system's
    Milliseconds patience = ports::kLongestSending;
};

/// Each mail has a connection and a thread of its own while it is under way: libcurl's SMTP waits for the
/// answer to the content in one call, whichever of its interfaces is used.
class SmtpTransport final : public ports::MailTransport {
   public:
    /// Does not reach out to the server yet. Throws Fault when libcurl cannot be set up.
    explicit SmtpTransport(SmtpServer server);
    /// Breaks off what is under way, within about a second.
    ~SmtpTransport() override;

    void begin(const ports::Mail& mail) override;
    /// Refused for good is what the server says of a mail (5yz to its envelope or content). What it says of
    /// us, such as a refused login, and whatever else goes wrong, is to be tried later.
    std::vector<ports::MailOutcome> take_outcomes() override;

   private:
    void send(const ports::Mail& mail);

    SmtpServer server_;
    std::atomic<bool> stopping_ = false;
    std::mutex mutex_;
    std::vector<ports::MailOutcome> outcomes_;   ///< not taken yet; under the mutex
    std::map<LetterId, std::thread> under_way_;  ///< of the worker's thread
};

}  // namespace traction::adapters
