#include "tests/bench/bench.hpp"

#include <stdexcept>

#include <fmt/format.h>

namespace traction::bench {

void print_verdict(std::string_view name, double ratio, double goal, Better better) {
    const bool met = better == Better::higher ? ratio >= goal : ratio <= goal;
    fmt::print("{}: the goal is {} {}: {}\n", name, better == Better::higher ? "at least" : "at most", goal,
               met ? "met" : "missed");
    fmt::print("bench {} ratio={:.3f} goal={}\n", name, ratio, goal);
}

double median(std::vector<double> values) {
    return percentile(std::move(values), 0.5);
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + place, values.end());
    return values[static_cast<std::size_t>(place)];
}

double figure(const std::string& text, const std::string& name) {
    const auto at = text.rfind(" " + name + "=");
    if (at == std::string::npos) throw std::runtime_error("there is no " + name + " in: " + text);
    return std::stod(text.substr(at + name.size() + 2));
}

}  // namespace traction::bench
