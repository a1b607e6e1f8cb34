/// Where the mails of a test arrive: a transport without a network, which takes what it is given at once,
/// unless told otherwise.
#pragma once

#include <map>
#include <memory>

#include "cloud/mail/mail_worker.hpp"

namespace traction::test {

class Mailbox {
   public:
    using Verdict = ports::MailOutcome::Verdict;

    /// What a worker is given; the mailbox must live longer.
    mail::Post post() {
        return {.open = [this] { return std::make_unique<Transport>(*this); },
                .sender = "post@traction.example"};
    }

    /// How the next mails are answered.
    void answers(Verdict verdict, std::string reason = "") {
        verdict_ = verdict;
        reason_ = std::move(reason);
    }
    /// Mails stay under way, and are answered when it is no longer slow.
    void is_slow(bool yes) { slow_ = yes; }
    /// What was begun, in order, whatever the answer.
    const std::vector<ports::Mail>& begun() const { return begun_; }
    /// What people find: the last mail of each Message-ID that was delivered.
    const std::map<std::string, ports::Mail>& delivered() const { return delivered_; }

   private:
    class Transport final : public ports::MailTransport {
       public:
        explicit Transport(Mailbox& mailbox) : mailbox_(mailbox) {}
        void begin(const ports::Mail& mail) override {
            mailbox_.begun_.push_back(mail);
            under_way_.push_back(mail);
        }
        std::vector<ports::MailOutcome> take_outcomes() override {
            if (mailbox_.slow_) return {};
            std::vector<ports::MailOutcome> outcomes;
            for (const auto& mail : std::exchange(under_way_, {})) outcomes.push_back(mailbox_.take(mail));
            return outcomes;
        }

       private:
        Mailbox& mailbox_;
        std::vector<ports::Mail> under_way_;
    };

    ports::MailOutcome take(const ports::Mail& mail) {
        if (verdict_ == Verdict::delivered) delivered_[mail.message_id] = mail;
        return {.letter = mail.letter, .verdict = verdict_, .reason = reason_};
    }

    Verdict verdict_ = Verdict::delivered;
    std::string reason_;
    bool slow_ = false;
    std::vector<ports::Mail> begun_;
    std::map<std::string, ports::Mail> delivered_;
};

}  // namespace traction::test
