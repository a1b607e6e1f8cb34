/// The answers to asks that changed something, kept for a day: the same id gets the same answer and no second
/// effect; the same id with another body is refused (design 4).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "shared/ports/database.hpp"
#include "shared/wire/envelope.hpp"

namespace traction::runtime {

inline constexpr std::chrono::hours kAnswersKept{24};

class RememberedAnswers {
   public:
    explicit RememberedAnswers(ports::Database& database);

    /// The answer of an earlier handling of this ask (or the refusal `id_reused`), ready to be sent; nothing
    /// when it is new. `asker` is the topic of the answers, `ask` the verb and the body
    /// without its secrets.
    std::optional<std::string> find(const std::string& asker, const AskId& id, std::string_view ask);
    void remember(const std::string& asker, const AskId& id, std::string_view ask, std::string_view answer,
                  Timestamp now);
    void forget_older_than(Timestamp instant);

   private:
    std::unique_ptr<ports::Statement> find_, remember_, forget_;
};

}  // namespace traction::runtime
