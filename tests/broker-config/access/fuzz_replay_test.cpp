#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <doctest/doctest.h>

#include "tests/fuzz/targets.hpp"
#include "tests/support/seeded_randomness.hpp"

using namespace traction;

namespace {

constexpr int kChangesOfEach = 60;

std::vector<std::string> corpus_of(std::string_view target) {
    std::vector<std::filesystem::path> files;
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(TRACTION_FUZZ_CORPUS) / target))
        files.push_back(file.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> texts;
    for (const auto& file : files) {
        std::ifstream in(file);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    return texts;
}

/// A few bytes changed, taken out, or doubled.
std::string changed(std::string text, ports::Randomness& randomness) {
    for (auto changes = randomness.next() % 4 + 1; changes > 0 && !text.empty(); --changes) {
        const auto at = randomness.next() % text.size();
        switch (randomness.next() % 3) {
            case 0:
                text[at] = static_cast<char>(randomness.next());
                break;
            case 1:
                text.erase(at, randomness.next() % 8 + 1);
                break;
            default:
                text.insert(at, text.substr(at, randomness.next() % 16 + 1));
        }
    }
    return text;
}

}  // namespace

TEST_CASE("access: no bytes of strangers or broken workers break what must hold") {
    test::SeededRandomness randomness(1);
    for (const auto& target : fuzz::kTargets) {
        CAPTURE(target.name);
        const auto corpus = corpus_of(target.name);
        REQUIRE_FALSE(corpus.empty());
        target.run("");
        for (const auto& text : corpus) {
            target.run(text);
            for (int i = 0; i < kChangesOfEach; ++i) target.run(changed(text, randomness));
        }
    }
}
