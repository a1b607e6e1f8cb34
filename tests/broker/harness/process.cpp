#include "tests/broker/harness/process.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace traction::test {
namespace {

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// In the child, between fork and exec: only calls that are safe there.
[[noreturn]] void become(char* const* arguments, int output) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp(arguments[0], arguments);
    _exit(127);
}

int exit_code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

bool wait_until(const std::function<bool()>& holds, std::chrono::milliseconds deadline) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

TemporaryFolder::TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "traction-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) fail("cannot make a temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::uint16_t free_port() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0) fail("cannot make a socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool found = bind(listener, generic, length) == 0 && getsockname(listener, generic, &length) == 0;
    close(listener);
    if (!found) fail("cannot find a free port");
    return ntohs(address.sin_port);
}

Process::Process(const std::vector<std::string>& command, std::filesystem::path output)
    : output_(std::move(output)) {
    const int file = open(output_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) fail("cannot write " + output_.string());
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    id_ = fork();
    if (id_ == 0) become(arguments.data(), file);
    close(file);
    if (id_ < 0) fail("cannot start " + command.front());
}

Process::~Process() {
    kill();
}

bool Process::is_running() {
    if (exit_code_) return false;
    int status = 0;
    if (waitpid(id_, &status, WNOHANG) == id_) exit_code_ = exit_code_of(status);
    return !exit_code_;
}

void Process::kill() {
    if (!is_running()) return;
    ::kill(id_, SIGKILL);
    int status = 0;
    if (waitpid(id_, &status, 0) == id_) exit_code_ = exit_code_of(status);
}

void Process::pause() {
    if (is_running()) ::kill(id_, SIGSTOP);
}

void Process::resume() {
    if (is_running()) ::kill(id_, SIGCONT);
}

void Process::terminate() {
    if (is_running()) ::kill(id_, SIGTERM);
}

std::optional<int> Process::wait(std::chrono::milliseconds deadline) {
    wait_until([this] { return !is_running(); }, deadline);
    return exit_code_;
}

std::string Process::output() const {
    std::ifstream file(output_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string Process::said_after(std::string_view words) const {
    const auto said = output();
    const auto at = said.rfind(words);
    const auto end = said.find('\n', at);
    if (at == std::string::npos || end == std::string::npos) return {};
    return said.substr(at + words.size(), end - at - words.size());
}

}  // namespace traction::test
