/// A text that nobody is to see.
#pragma once

#include <string>
#include <utility>

namespace traction {

/// A password, a token or a key. It can be neither printed nor formatted, so that it is in no log by mistake.
class Secret {
   public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}

    /// Named so that each place where it leaves is found.
    const std::string& revealed() const { return text_; }
    bool empty() const { return text_.empty(); }

   private:
    std::string text_;
};

}  // namespace traction
