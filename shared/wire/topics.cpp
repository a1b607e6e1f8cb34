#include "shared/wire/topics.hpp"

#include "shared/domain/result.hpp"

namespace traction::wire {
namespace {

/// Takes the text up to the next slash off the front of `rest`.
std::string_view take_level(std::string_view& rest) {
    const auto slash = rest.find('/');
    const auto level = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    return level;
}

constexpr bool is_parameter(std::string_view level) {
    return !level.empty() && level.front() == '{';
}

constexpr std::size_t kMostLevels = 8;

/// A topic or a pattern, level by level.
struct Levels {
    std::array<std::string_view, kMostLevels> level;
    std::size_t count = 0;
};

/// Nothing when there are more levels than any topic has.
constexpr std::optional<Levels> split(std::string_view text) {
    Levels levels;
    for (std::size_t begin = 0; levels.count < kMostLevels;) {
        const auto slash = text.find('/', begin);
        levels.level[levels.count++] = text.substr(begin, slash - begin);
        if (slash == std::string_view::npos) return levels;
        begin = slash + 1;
    }
    return std::nullopt;
}

constexpr auto kPatterns = [] {
    std::array<Levels, kTopics.size()> patterns;
    for (std::size_t i = 0; i < kTopics.size(); ++i) patterns[i] = split(kTopics[i].pattern).value();
    return patterns;
}();

/// Fills in the parameters of a row whose levels fit, with `fits` for the levels that are parameters.
template <class Fits>
std::optional<ParsedTopic> match(TopicKind kind, const Levels& pattern, const Levels& levels, Fits fits) {
    if (pattern.count != levels.count) return std::nullopt;
    ParsedTopic parsed{kind, {}};
    std::size_t parameter = 0;
    for (std::size_t i = 0; i < pattern.count; ++i) {
        if (!is_parameter(pattern.level[i])) {
            if (pattern.level[i] != levels.level[i]) return std::nullopt;
        } else if (!fits(levels.level[i])) {
            return std::nullopt;
        } else {
            parsed.parts[parameter++] = levels.level[i];
        }
    }
    return parsed;
}

template <class Fits>
std::optional<ParsedTopic> match_any(const Levels& levels, Fits fits) {
    for (std::size_t row = 0; row < kTopics.size(); ++row) {
        if (auto parsed = match(kTopics[row].kind, kPatterns[row], levels, fits)) return parsed;
    }
    return std::nullopt;
}

}  // namespace

const TopicRow& row_of(TopicKind kind) {
    const auto& row = kTopics.at(static_cast<std::size_t>(kind));
    check(row.kind == kind, "the topic table is in the order of its kinds");
    return row;
}

std::string topic(TopicKind kind, std::initializer_list<std::string_view> parameters) {
    std::string_view pattern = row_of(kind).pattern;
    std::string built;
    built.reserve(pattern.size() + 32);
    auto parameter = parameters.begin();
    while (!pattern.empty()) {
        if (!built.empty()) built += '/';
        const auto level = take_level(pattern);
        if (!is_parameter(level)) {
            built += level;
            continue;
        }
        check(parameter != parameters.end(), "a topic was built with too few parameters");
        built += *parameter++;
    }
    check(parameter == parameters.end(), "a topic was built with too many parameters");
    return built;
}

std::optional<ParsedTopic> parse_topic(std::string_view topic) {
    const auto levels = split(topic);
    if (!levels) return std::nullopt;
    return match_any(*levels, is_id_text);
}

std::optional<ParsedTopic> parse_filter(std::string_view filter) {
    auto levels = split(filter);
    if (!levels) return std::nullopt;
    const auto fits = [](std::string_view level) { return level == "+" || is_id_text(level); };
    if (levels->level[levels->count - 1] != "#") return match_any(*levels, fits);
    // "#" stands for one parameter or more: as many "+" as a row wants.
    for (--levels->count; levels->count < kMostLevels;) {
        levels->level[levels->count++] = "+";
        if (auto parsed = match_any(*levels, fits)) return parsed;
    }
    return std::nullopt;
}

}  // namespace traction::wire
