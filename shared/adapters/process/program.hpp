/// The frame of every program that lives on the broker.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace traction::adapters {

/// Reads the command line, then lives. The exit code is that of `live`; 0 after --help, 2 when the words are
/// not understood, and 1, with a sentence in the log, when `live` throws.
int run_program(CLI::App& app, int argc, char** argv, const std::function<int()>& live);

}  // namespace traction::adapters
