#include "shared/runtime/remembered_answers.hpp"

#include "shared/runtime/digest.hpp"
#include "shared/wire/refusals.hpp"

namespace traction::runtime {

RememberedAnswers::RememberedAnswers(ports::Database& database)
    : find_(database.prepare("SELECT ask_hash, answer FROM remembered_answer WHERE asker = ?1 AND id = ?2")),
      remember_(database.prepare("INSERT INTO remembered_answer (asker, id, ask_hash, answer, answered_at) "
                                 "VALUES (?1, ?2, CAST(?3 AS BLOB), ?4, ?5)")),
      forget_(database.prepare("DELETE FROM remembered_answer WHERE answered_at < ?1")) {}

std::optional<std::string> RememberedAnswers::find(const std::string& asker, const AskId& id,
                                                   std::string_view ask) {
    const auto answer_of = [&](const ports::Statement& row) {
        if (row.text(0) == digest(ask)) return ports::text(row, 1);
        return wire::write_answer(id, Refusal(wire::refused::id_reused));
    };
    return first_row(*find_, answer_of, asker, id.text());
}

void RememberedAnswers::remember(const std::string& asker, const AskId& id, std::string_view ask,
                                 std::string_view answer, Timestamp now) {
    const auto hash = digest(ask);
    run(*remember_, asker, id.text(), hash, answer, now);
}

void RememberedAnswers::forget_older_than(Timestamp instant) {
    run(*forget_, instant);
}

}  // namespace traction::runtime
