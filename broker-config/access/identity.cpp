#include "broker-config/access/identity.hpp"

#include <algorithm>
#include <array>

#include "shared/domain/ids.hpp"
#include "shared/domain/vin.hpp"

namespace traction::access {
namespace {

constexpr std::size_t kMostParts = 4;

struct Parts {
    std::array<std::string_view, kMostParts> part;
    std::size_t count = 0;
};

/// Nothing when there are too many, or one of them is no id.
std::optional<Parts> split(std::string_view client_id) {
    Parts parts;
    for (std::size_t begin = 0; parts.count < kMostParts;) {
        const auto colon = client_id.find(':', begin);
        const auto part = client_id.substr(begin, colon - begin);
        if (!is_id_text(part)) return std::nullopt;
        parts.part[parts.count++] = part;
        if (colon == std::string_view::npos) return parts;
        begin = colon + 1;
    }
    return std::nullopt;
}

bool is_vin(std::string_view text) {
    const auto vin = Vin::parse(text);
    return vin && vin->text() == text;  // one spelling only: it is a level of topics
}

bool is_guest(std::string_view text) {
    return text.size() >= kShortestGuest && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
           });
}

struct Form {
    std::string_view letter;
    Standing standing;
    std::size_t parts;
};
constexpr std::array kForms{Form{"v", Standing::car, 2},       Form{"o", Standing::owner, 4},
                            Form{"g", Standing::guest, 2},     Form{"d", Standing::desk, 3},
                            Form{"p", Standing::operators, 3}, Form{"w", Standing::worker, 2},
                            Form{"x", Standing::witness, 3}};

}  // namespace

std::optional<Identity> owner_of(std::string_view client_id) {
    const auto parts = split(client_id);
    if (!parts) return std::nullopt;
    const auto form = std::find_if(kForms.begin(), kForms.end(),
                                   [&](const Form& known) { return known.letter == parts->part[0]; });
    if (form == kForms.end() || form->parts != parts->count) return std::nullopt;
    const auto name = parts->part[1];
    if (form->standing == Standing::car && !is_vin(name)) return std::nullopt;
    if (form->standing == Standing::guest && !is_guest(name)) return std::nullopt;
    Identity identity{.standing = form->standing, .name = std::string(name), .device = {}};
    if (form->standing == Standing::owner) identity.device = parts->part[2];
    return identity;
}

}  // namespace traction::access
