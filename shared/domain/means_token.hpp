/// A means of payment, as its provider names it: card numbers never enter the system. Rule S3.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/domain/ids.hpp"

namespace traction {

/// "tok_" and 1 to 60 letters, digits, '-' and '_'. So no card number passes for one.
class MeansToken {
   public:
    static std::optional<MeansToken> parse(std::string_view text) {
        if (!text.starts_with(kPrefix) || text.size() == kPrefix.size() || !is_id_text(text))
            return std::nullopt;
        return MeansToken(std::string(text));
    }

    const std::string& text() const { return text_; }

    friend bool operator==(const MeansToken&, const MeansToken&) = default;

   private:
    static constexpr std::string_view kPrefix = "tok_";
    explicit MeansToken(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace traction
