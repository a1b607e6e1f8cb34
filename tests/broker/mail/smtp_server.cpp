#include "tests/broker/mail/smtp_server.hpp"

#include <fstream>
#include <stdexcept>

namespace traction::test {
namespace {

/// Debian's own, which has the package; another may come before it in PATH.
constexpr const char* kPython = "/usr/bin/python3";
constexpr const char* kUser = "traction";
constexpr const char* kPassword = "right horse";

}  // namespace

SmtpServer::SmtpServer(Tls tls, bool with_login) : tls_(tls), with_login_(with_login), port_(free_port()) {
    std::vector<std::string> command{kPython,    TRACTION_SOURCE_DIR "/tests/broker/mail/smtp_server.py",
                                     "--port",   std::to_string(port_),
                                     "--folder", folder_.path().string()};
    if (tls != Tls::none) {
        make_certificate();
        command.insert(command.end(), {"--tls", tls == Tls::starttls ? "starttls" : "implicit",
                                       "--certificate", file("server.pem"), "--key", file("server.key")});
    }
    if (with_login) command.insert(command.end(), {"--user", kUser, "--password", kPassword});
    process_ = std::make_unique<Process>(command, folder_.path() / "server.log");
    const auto is_ready = [this] { return process_->output().find("ready") != std::string::npos; };
    if (!wait_until([&] { return is_ready() || !process_->is_running(); }) || !is_ready())
        throw std::runtime_error("the SMTP server does not come up: " + process_->output());
}

void SmtpServer::make_certificate() const {
    Process openssl({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                     "-nodes", "-keyout", file("server.key"), "-out", file("server.pem"), "-days", "2",
                     "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"},
                    folder_.path() / "openssl.log");
    if (openssl.wait() != 0) throw std::runtime_error("no certificate: " + openssl.output());
}

adapters::SmtpServer SmtpServer::address() const {
    adapters::SmtpServer server;
    server.url = (tls_ == Tls::implicit ? "smtps://127.0.0.1:" : "smtp://127.0.0.1:") + std::to_string(port_);
    server.in_clear = tls_ == Tls::none;
    if (tls_ != Tls::none) server.authorities = file("server.pem");
    if (with_login_) {
        server.user = kUser;
        server.password = Secret(kPassword);
    }
    return server;
}

std::vector<nlohmann::json> SmtpServer::mails() const {
    std::vector<nlohmann::json> mails;
    while (true) {
        std::ifstream file(folder_.path() / (std::to_string(mails.size() + 1) + ".json"));
        if (!file) return mails;
        mails.push_back(nlohmann::json::parse(file));
    }
}

void SmtpServer::answer_slow_mails() const {
    const std::ofstream go(folder_.path() / "go");
}

}  // namespace traction::test
