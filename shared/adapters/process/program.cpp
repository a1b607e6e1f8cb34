#include "shared/adapters/process/program.hpp"

#include <CLI/CLI.hpp>
#include <spdlog/spdlog.h>

namespace traction::adapters {
namespace {

constexpr int kFailed = 1;
constexpr int kMisused = 2;

}  // namespace

int run_program(CLI::App& app, int argc, char** argv, const std::function<int()>& live) {
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kMisused;
    }
    try {
        return live();
    } catch (const std::exception& failure) {
        spdlog::error("{}", failure.what());
        return kFailed;
    }
}

}  // namespace traction::adapters
