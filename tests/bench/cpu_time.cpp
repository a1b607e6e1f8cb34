#include "tests/bench/cpu_time.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>

#include <fmt/format.h>
#include <unistd.h>

namespace traction::bench {
namespace {

constexpr Seconds kLeast{0.05};

/// Fields 14 and 15 of `stat`, counted behind the name in parentheses, which may hold blanks.
UserAndKernel read_stat(const std::filesystem::path& file) {
    std::ifstream stat(file);
    const std::string all(std::istreambuf_iterator<char>(stat), {});
    const auto name_end = all.rfind(')');
    if (name_end == std::string::npos) return {};  // it has ended
    std::istringstream fields(all.substr(name_end + 1));
    std::string skipped;
    for (int i = 0; i < 11; ++i) fields >> skipped;
    double user = 0;
    double kernel = 0;
    fields >> user >> kernel;
    const Seconds tick{1 / static_cast<double>(sysconf(_SC_CLK_TCK))};
    return {.user = user * tick, .kernel = kernel * tick};
}

}  // namespace

CpuTime cpu_time(pid_t process) {
    CpuTime time;
    std::error_code gone;
    for (const auto& thread :
         std::filesystem::directory_iterator(fmt::format("/proc/{}/task", process), gone)) {
        const auto used = read_stat(thread.path() / "stat");
        time[thread.path().filename().string()] = used.user + used.kernel;
    }
    return time;
}

UserAndKernel user_and_kernel(pid_t process) {
    return read_stat(fmt::format("/proc/{}/stat", process));
}

CpuTime since(const CpuTime& before, const CpuTime& after) {
    CpuTime used;
    for (const auto& [thread, time] : after) {
        const auto was = before.find(thread);
        const auto more = was == before.end() ? time : time - was->second;
        if (more > Seconds{0}) used[thread] = more;
    }
    return used;
}

Seconds sum(const CpuTime& time) {
    return std::accumulate(time.begin(), time.end(), Seconds{0},
                           [](Seconds all, const auto& one) { return all + one.second; });
}

std::string text(const CpuTime& time) {
    auto text = fmt::format("{:.2f} s", sum(time).count());
    if (time.size() < 2) return text;
    text += " in threads of";
    for (const auto& [thread, seconds] : time) {
        if (seconds >= kLeast) text += fmt::format(" {:.2f}", seconds.count());
    }
    return text;
}

}  // namespace traction::bench
