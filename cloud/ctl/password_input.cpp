#include "cloud/ctl/password_input.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include <termios.h>
#include <unistd.h>

namespace traction::ctl {
namespace {

/// Switches the terminal's echo off for as long as it lives.
class Unseen {
   public:
    Unseen() {
        tcgetattr(STDIN_FILENO, &before_);
        auto unseen = before_;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
    }
    ~Unseen() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
    Unseen(const Unseen&) = delete;
    Unseen& operator=(const Unseen&) = delete;

   private:
    termios before_{};
};

std::string first_line(std::istream& stream) {
    std::string line;
    std::getline(stream, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

std::string typed(const std::string& prompt) {
    std::cerr << prompt << ": " << std::flush;
    const Unseen unseen;
    auto password = first_line(std::cin);
    std::cerr << "\n";
    return password;
}

}  // namespace

Secret read_password(const std::string& file, const char* environment, const std::string& prompt) {
    std::string password;
    if (!file.empty()) {
        std::ifstream stream(file);
        if (!stream) throw std::runtime_error("the password file " + file + " cannot be read");
        password = first_line(stream);
    } else if (const char* set = std::getenv(environment); set != nullptr) {
        password = set;
    } else if (isatty(STDIN_FILENO) != 0) {
        password = typed(prompt);
    } else {
        throw std::runtime_error(std::string("there is no password: name a file with --password-file, set ") +
                                 environment + ", or call this from a terminal");
    }
    if (password.empty()) throw std::runtime_error("the password is empty");
    return Secret(std::move(password));
}

}  // namespace traction::ctl
