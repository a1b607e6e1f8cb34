/// A real SMTP server for a test: `smtp_server.py` on Debian's aiosmtpd.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "shared/adapters/smtp/smtp_transport.hpp"
#include "tests/broker/harness/process.hpp"

namespace traction::test {

class SmtpServer {
   public:
    enum class Tls { none, starttls, implicit };

    /// On a free port of 127.0.0.1, with a certificate of its own; it accepts connections when the
    /// constructor returns. Throws std::runtime_error, with the server's own words, when it does not come up.
    explicit SmtpServer(Tls tls, bool with_login = false);

    /// How it is reached, with the right authorities and login.
    adapters::SmtpServer address() const;
    /// The mails whose content it has been given, in order, as {"from", "to", "content", "tls", "user"}.
    std::vector<nlohmann::json> mails() const;
    /// Mails to `slow@` are answered from now on.
    void answer_slow_mails() const;
    void kill() { process_->kill(); }

   private:
    void make_certificate() const;
    std::string file(const char* name) const { return (folder_.path() / name).string(); }

    Tls tls_;
    bool with_login_;
    TemporaryFolder folder_;
    std::uint16_t port_;
    std::unique_ptr<Process> process_;
};

}  // namespace traction::test
