/// What every benchmark shares: its verdict, medians, percentiles, and where the programs under measurement
/// are.
#pragma once

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace traction::bench {

using Seconds = std::chrono::duration<double>;

// Each prints its figures, the reference it ran beside, and as its last line `bench NAME ratio=R goal=G`.
// Throws when it could not run.
void ingest();
void rows();
void growth();
void twin();
void journeys();
void latency();
void command();
void agent();
void signin();
void access();
void anniversaries();

enum class Better { higher, lower };
void print_verdict(std::string_view name, double ratio, double goal, Better better);

double median(std::vector<double> values);
/// Of nothing: 0.
double percentile(std::vector<double> values, double share);

/// The number behind `name=` in a line of names and numbers. Throws std::runtime_error when there is none.
double figure(const std::string& text, const std::string& name);

}  // namespace traction::bench
