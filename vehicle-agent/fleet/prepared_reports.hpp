/// Reports written ahead, so that thousands of cars cost one process little: only their times are filled in
/// when they are sent.
#pragma once

#include <string>
#include <vector>

#include "shared/wire/envelope.hpp"

namespace traction::fleet {

class PreparedReports {
   public:
    /// Bodies of `values` values each, in as few samples as hold them, drawn from `seed`.
    PreparedReports(int values, std::uint64_t seed);

    /// Appends a whole PUBLISH packet. The same number and instant give the same body again, as of an outbox.
    void append_to(std::string& out, std::string_view topic, wire::Epoch epoch, wire::Number number,
                   Timestamp measured_at);
    /// Of one body.
    std::size_t bytes() const { return bodies_.front().text.size(); }

   private:
    struct Body {
        std::string text;
        std::vector<std::size_t> instants;  ///< where they stand in the text
    };
    Body prepare(int values, std::uint64_t seed) const;

    std::vector<Body> bodies_;
    Timestamp written_{};
    std::string written_text_;
};

}  // namespace traction::fleet
