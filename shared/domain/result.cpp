#include "shared/domain/result.hpp"

#include <cstdio>
#include <cstdlib>

namespace traction {

void check(bool belief, const char* what, std::source_location where) {
    if (belief) return;
    std::fprintf(stderr, "bug: %s (%s:%u)\n", what, where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
}

}  // namespace traction
