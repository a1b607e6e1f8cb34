#include "shared/adapters/smtp/smtp_transport.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shared/domain/result.hpp"

namespace traction::adapters {
namespace {

using ports::MailOutcome;

constexpr Milliseconds kLongestConnecting{30'000};
/// What a server says of us, not of the mail: encryption or a login is wanting (RFC 4954, RFC 3207).
constexpr std::array<long, 4> kOfUs{530, 534, 535, 538};

void set_up_library() {
    static const auto outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (outcome != CURLE_OK) throw Fault("libcurl cannot be set up");
}

/// One mail on its way.
class Sending {
   public:
    Sending(const SmtpServer& server, const ports::Mail& mail, const std::atomic<bool>& stopping)
        : mail_(mail), stopping_(stopping), handle_(curl_easy_init(), curl_easy_cleanup) {
        recipients_.reset(curl_slist_append(nullptr, mail.recipient.c_str()));
        if (!handle_ || !recipients_) throw Fault("libcurl has no memory");
        reach(server);
        set(CURLOPT_MAIL_FROM, mail.sender.c_str());
        set(CURLOPT_MAIL_RCPT, recipients_.get());
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_READFUNCTION, &Sending::give);
        set(CURLOPT_READDATA, this);
        set(CURLOPT_VERBOSE, 1L);
        set(CURLOPT_DEBUGFUNCTION, &Sending::hear);
        set(CURLOPT_DEBUGDATA, this);
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, &Sending::is_to_stop);
        set(CURLOPT_XFERINFODATA, this);
        set(CURLOPT_SOCKOPTFUNCTION, &Sending::opened);
        set(CURLOPT_SOCKOPTDATA, this);
        set(CURLOPT_CLOSESOCKETFUNCTION, &Sending::close_socket);
        set(CURLOPT_CLOSESOCKETDATA, this);
    }
    Sending(const Sending&) = delete;
    Sending& operator=(const Sending&) = delete;

    /// Returns when the server has answered, time is out, or it is to stop.
    MailOutcome run() {
        const auto result = curl_easy_perform(handle_.get());
        if (result == CURLE_OK) return {mail_.letter, MailOutcome::Verdict::delivered, ""};
        hang_up();
        long code = 0;
        curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
        const bool of_us = std::find(kOfUs.begin(), kOfUs.end(), code) != kOfUs.end();
        const bool for_good = envelope_begun_ && code / 100 == 5 && !of_us;
        return {mail_.letter, for_good ? MailOutcome::Verdict::refused : MailOutcome::Verdict::try_later,
                code >= 400 ? "the server answered " + std::to_string(code) : curl_easy_strerror(result)};
    }

   private:
    template <class Value>
    void set(CURLoption option, Value value) {
        check(curl_easy_setopt(handle_.get(), option, value) == CURLE_OK, "libcurl knows this option");
    }

    void reach(const SmtpServer& server) {
        set(CURLOPT_URL, server.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
        set(CURLOPT_USE_SSL, static_cast<long>(server.in_clear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!server.authorities.empty()) set(CURLOPT_CAINFO, server.authorities.c_str());
        if (!server.user.empty()) {
            set(CURLOPT_USERNAME, server.user.c_str());
            set(CURLOPT_PASSWORD, server.password.revealed().c_str());
        }
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS,
            static_cast<long>(std::min(kLongestConnecting, server.patience).count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(server.patience.count()));
    }

    static std::size_t give(char* to, std::size_t size, std::size_t count, void* self) {
        auto& sending = *static_cast<Sending*>(self);
        const auto given = sending.mail_.content.copy(to, size * count, sending.given_);
        sending.given_ += given;
        return given;
    }

    /// From the envelope on, what the server says is said of the mail.
    static int hear(CURL*, curl_infotype kind, char* text, std::size_t size, void* self) {
        if (kind == CURLINFO_HEADER_OUT && std::string_view(text, size).starts_with("MAIL FROM"))
            static_cast<Sending*>(self)->envelope_begun_ = true;
        return 0;
    }

    /// libcurl asks about once a second.
    static int is_to_stop(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& sending = *static_cast<Sending*>(self);
        if (!sending.stopping_) return 0;
        sending.hang_up();
        return 1;
    }

    /// libcurl says farewell on a connection that it closes, and would wait for an answer up to two minutes.
    void hang_up() const {
        if (socket_ != CURL_SOCKET_BAD) ::shutdown(socket_, SHUT_RD);
    }

    static int opened(void* self, curl_socket_t socket, curlsocktype) {
        static_cast<Sending*>(self)->socket_ = socket;
        return CURL_SOCKOPT_OK;
    }

    static int close_socket(void* self, curl_socket_t socket) {
        auto& sending = *static_cast<Sending*>(self);
        if (sending.socket_ == socket) sending.socket_ = CURL_SOCKET_BAD;
        return ::close(socket);
    }

    const ports::Mail& mail_;
    const std::atomic<bool>& stopping_;
    std::size_t given_ = 0;
    bool envelope_begun_ = false;
    curl_socket_t socket_ = CURL_SOCKET_BAD;
    std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients_{nullptr, curl_slist_free_all};
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle_;
};

}  // namespace

SmtpTransport::SmtpTransport(SmtpServer server) : server_(std::move(server)) {
    set_up_library();
}

SmtpTransport::~SmtpTransport() {
    stopping_ = true;
    for (auto& [letter, thread] : under_way_) thread.join();
}

void SmtpTransport::begin(const ports::Mail& mail) {
    check(!under_way_.contains(mail.letter), "a mail is under way once");
    under_way_.emplace(mail.letter, [this, mail] { send(mail); });
}

void SmtpTransport::send(const ports::Mail& mail) {
    MailOutcome outcome{.letter = mail.letter, .verdict = MailOutcome::Verdict::try_later, .reason = ""};
    try {
        outcome = Sending(server_, mail, stopping_).run();
    } catch (const Fault& fault) {
        outcome.reason = fault.what();
    }
    const std::lock_guard lock(mutex_);
    outcomes_.push_back(std::move(outcome));
}

std::vector<MailOutcome> SmtpTransport::take_outcomes() {
    std::vector<MailOutcome> outcomes;
    {
        const std::lock_guard lock(mutex_);
        outcomes.swap(outcomes_);
    }
    for (const auto& outcome : outcomes) {
        const auto ended = under_way_.find(outcome.letter);
        ended->second.join();
        under_way_.erase(ended);
    }
    return outcomes;
}

}  // namespace traction::adapters
