/// What is fuzzed of the broker's access plugin: all that strangers, and broken workers, can say to it. Each
/// takes any bytes, and fails a `check` when what must always hold does not. libFuzzer calls them for as long
/// as one likes (`scripts/fuzz`); the tests call them with a few hundred changes of the corpus.
#pragma once

#include <array>
#include <string_view>

namespace traction::fuzz {

/// Bytes as a token, whole and within a good one: they open nothing.
void tokens(std::string_view bytes);
/// Bytes as client ID, topic and filter (a line each): nobody reaches what carries another's name.
void topics(std::string_view bytes);
/// Bytes as what is published to `$CONTROL`: renewals, numbered messages and their bodies.
void control(std::string_view bytes);

struct Target {
    std::string_view name;  ///< also the folder of its corpus
    void (*run)(std::string_view bytes);
};
inline constexpr std::array kTargets{Target{"tokens", tokens}, Target{"topics", topics},
                                     Target{"control", control}};

}  // namespace traction::fuzz
