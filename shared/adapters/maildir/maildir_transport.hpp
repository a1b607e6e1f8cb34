/// Mails as files of a Maildir, which any mail program reads: for a system without a mail server.
#pragma once

#include <filesystem>

#include "shared/ports/mail_transport.hpp"

namespace traction::adapters {

class MaildirTransport final : public ports::MailTransport {
   public:
    /// Makes the folder with its `tmp`, `new` and `cur`. Throws Fault when it cannot.
    explicit MaildirTransport(std::filesystem::path folder);

    /// The mail is whole and on the disk under its Message-ID in `new` before it counts as delivered. Sent
    /// again, it replaces itself; when it was read (moved to `cur`), it stays as it is.
    void begin(const ports::Mail& mail) override;
    std::vector<ports::MailOutcome> take_outcomes() override;

   private:
    bool was_read(const std::string& name) const;
    void deliver(const ports::Mail& mail) const;

    std::filesystem::path folder_;
    std::vector<ports::MailOutcome> outcomes_;
};

}  // namespace traction::adapters
