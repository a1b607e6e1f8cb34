#include "cloud/accounts/letter_store.hpp"

namespace traction::accounts {

using ports::Statement;

namespace {

LetterId letter_id(const Statement& row) {
    return *LetterId::parse(row.text(0));
}

}  // namespace

LetterStore::LetterStore(ports::Database& database)
    : add_(database.prepare("INSERT INTO letter (letter, about, matter, written_at) VALUES (?1, ?2, ?3, ?4) "
                            "ON CONFLICT (letter) DO UPDATE SET written_at = excluded.written_at")),
      latest_(database.prepare(
          "SELECT letter FROM letter WHERE about = ?1 AND matter = ?2 ORDER BY row DESC LIMIT 1")),
      all_(database.prepare("SELECT letter FROM letter WHERE about = ?1 ORDER BY row")),
      forget_(database.prepare("DELETE FROM letter WHERE letter = ?1")),
      forget_all_(database.prepare("DELETE FROM letter WHERE about = ?1")),
      oldest_(database.prepare("SELECT written_at FROM letter ORDER BY written_at LIMIT 1")),
      forget_old_(database.prepare("DELETE FROM letter WHERE written_at <= ?1")) {}

void LetterStore::add(const LetterId& letter, const std::string& about, const std::string& matter,
                      Timestamp machine_now) {
    run(*add_, letter.text(), about, matter, machine_now);
}

std::optional<LetterId> LetterStore::latest(const std::string& about, const std::string& matter) {
    return first_row(*latest_, letter_id, about, matter);
}

std::vector<LetterId> LetterStore::all(const std::string& about) {
    std::vector<LetterId> letters;
    for_each_row(
        *all_, [&](const Statement& row) { letters.push_back(letter_id(row)); }, about);
    return letters;
}

void LetterStore::forget(const LetterId& letter) {
    run(*forget_, letter.text());
}

void LetterStore::forget_all(const std::string& about) {
    run(*forget_all_, about);
}

std::optional<Timestamp> LetterStore::oldest() {
    return first_row(*oldest_, [](const Statement& row) { return ports::timestamp(row, 0); });
}

void LetterStore::forget_written_until(Timestamp instant) {
    run(*forget_old_, instant);
}

}  // namespace traction::accounts
