#include "shared/wire/messages/exports.hpp"

#include <charconv>

namespace traction::wire::exports {

bool Page::add(Json row, std::string place) {
    const auto bytes = row.dump().size() + 1;
    check(bytes <= kPageBytes, "a row of an export fits into a page");
    full_ = full_ || bytes_ + bytes > kPageBytes;
    if (full_) return false;
    bytes_ += bytes;
    rows_.push_back(std::move(row));
    last_ = std::move(place);
    return true;
}

Json Page::answer() && {
    Json answer{{"rows", std::move(rows_)}};
    if (full_) answer["next"] = std::move(last_);
    return answer;
}

Place::Place(std::string_view text) {
    for (auto& part : parts_) {
        const auto dot = text.find('.');
        part = text.substr(0, dot);
        if (dot == std::string_view::npos) return;
        text.remove_prefix(dot + 1);
    }
}

std::optional<std::int64_t> Place::number(std::size_t at) const {
    const auto text = part(at);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

Refusal no_such_place() {
    return not_understood(Malformed("/body/after", "is not the end of a page"));
}

}  // namespace traction::wire::exports
