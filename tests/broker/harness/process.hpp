/// Programs that a test starts, and the waiting for what they do. A test waits for a thing, never for a time.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace traction::test {

/// Asks `holds` again and again until it is true. False when it is still not true after `deadline`.
bool wait_until(const std::function<bool()>& holds,
                std::chrono::milliseconds deadline = std::chrono::seconds(10));

/// A folder under the system's temporary one, removed with all that is in it.
class TemporaryFolder {
   public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

   private:
    std::filesystem::path path_;
};

/// A TCP port of 127.0.0.1 that was free a moment ago.
std::uint16_t free_port();

/// A program of ours or of the system. It dies with the thread that started it, and with this object.
class Process {
   public:
    /// `command[0]` is looked up in PATH. Standard output and error go to `output`, after what is already
    /// there. Throws std::runtime_error when the program cannot be started.
    Process(const std::vector<std::string>& command, std::filesystem::path output);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    pid_t id() const { return id_; }
    bool is_running();
    /// SIGKILL, and waits for its end. Harmless when it has already ended.
    void kill();
    /// SIGSTOP and SIGCONT.
    void pause();
    void resume();
    /// SIGTERM: asks it to end in order.
    void terminate();
    /// Its exit code, or 128 and its signal's number; nothing when it still runs after `deadline`.
    std::optional<int> wait(std::chrono::milliseconds deadline = std::chrono::seconds(10));
    /// All that it has written until now.
    std::string output() const;
    /// What stands after `words` in the last whole line of the output with them; empty when there is none.
    std::string said_after(std::string_view words) const;

   private:
    std::filesystem::path output_;
    pid_t id_ = -1;
    std::optional<int> exit_code_;
};

}  // namespace traction::test
