/// A journey's track as a file that maps and spreadsheets read.
#pragma once

#include <string>
#include <vector>

#include "shared/wire/json.hpp"

namespace traction::ctl {

/// GPX 1.1: one track of one segment. `points` are those of `state.JourneyShown`, in order of time.
std::string gpx(const std::string& name, const std::vector<wire::Json>& points);
/// RFC 4180, with a header.
std::string csv(const std::vector<wire::Json>& points);

}  // namespace traction::ctl
