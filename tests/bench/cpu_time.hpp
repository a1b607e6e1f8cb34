/// How much processor time a process used, thread by thread, from /proc: what bounds a benchmark.
#pragma once

#include <map>
#include <string>

#include <sys/types.h>

#include "tests/bench/bench.hpp"

namespace traction::bench {

/// By thread number and name.
using CpuTime = std::map<std::string, Seconds>;

CpuTime cpu_time(pid_t process);

struct UserAndKernel {
    Seconds user{};
    Seconds kernel{};
};
/// Of all threads of a process together.
UserAndKernel user_and_kernel(pid_t process);

/// What was used since `before`, threads that used nothing left out.
CpuTime since(const CpuTime& before, const CpuTime& after);
Seconds sum(const CpuTime& time);
/// "4.92 s (w:state 3.10, paho 1.82)"
std::string text(const CpuTime& time);

}  // namespace traction::bench
