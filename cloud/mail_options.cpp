#include "cloud/mail_options.hpp"

#include "shared/adapters/maildir/maildir_transport.hpp"
#include "shared/adapters/process/credentials.hpp"
#include "shared/adapters/smtp/smtp_transport.hpp"

namespace traction::cloud {
namespace {

constexpr std::string_view kMaildir = "maildir:";

bool is_smtp(const std::string& to) {
    return to.starts_with("smtp://") || to.starts_with("smtps://");
}

void require(bool fits, const char* option, const char* sentence) {
    if (!fits) throw CLI::ValidationError(option, sentence);
}

mail::Post maildir_post(const std::filesystem::path& folder, const std::string& sender) {
    return {.open = [folder] { return std::make_unique<adapters::MaildirTransport>(folder); },
            .sender = sender};
}

void check_options(const MailOptions& options) {
    require(mail::is_mail_address(options.from), "--mail-from",
            "takes an address such as no-reply@example.org");
    require(options.to.empty() || options.to.starts_with(kMaildir) || is_smtp(options.to), "--mail",
            "takes maildir:FOLDER, smtp://HOST:PORT or smtps://HOST:PORT");
    require(options.user.empty() == options.password_file.empty(), "--mail-user",
            "goes with --mail-password-file");
    require(options.user.empty() || !options.in_clear, "--mail-user",
            "is not told in the clear: leave out --mail-in-clear");
}

mail::Post smtp_post(const MailOptions& options) {
    adapters::SmtpServer server{.url = options.to,
                                .in_clear = options.in_clear,
                                .user = options.user,
                                .password = {},
                                .authorities = options.authorities};
    if (!options.password_file.empty()) server.password = adapters::secret_in(options.password_file);
    return {.open = [server] { return std::make_unique<adapters::SmtpTransport>(server); },
            .sender = options.from};
}

}  // namespace

void add_mail_options(CLI::App& app, MailOptions& options) {
    app.add_option(
        "--mail", options.to,
        "where letters to people go: maildir:FOLDER (by default the folder mail among the databases), "
        "smtp://HOST:PORT (which must turn to TLS) or smtps://HOST:PORT");
    app.add_option("--mail-from", options.from, "the address that they come from")->capture_default_str();
    app.add_option("--mail-user", options.user, "signs in at the mail server");
    app.add_option("--mail-password-file", options.password_file, "its first line is that user's password");
    app.add_option(
        "--mail-authorities", options.authorities,
        "file of the authorities that may vouch for the mail server; by default those of the system");
    app.add_flag("--mail-in-clear", options.in_clear,
                 "no TLS with smtp://: only for a mail server on this machine");
    app.parse_complete_callback([&options] { check_options(options); });
}

mail::Post post_of(const MailOptions& options, const std::filesystem::path& data) {
    if (is_smtp(options.to)) return smtp_post(options);
    if (options.to.empty()) return maildir_post(data / "mail", options.from);
    return maildir_post(options.to.substr(kMaildir.size()), options.from);
}

}  // namespace traction::cloud
