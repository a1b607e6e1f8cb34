/// JSON text in and out, with the limits that bad input meets, and a reader that refuses with the path of the
/// fault.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "shared/domain/calendar.hpp"
#include "shared/domain/country.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/money.hpp"
#include "shared/domain/result.hpp"
#include "shared/domain/timestamp.hpp"
#include "shared/domain/vin.hpp"

// Compiled once, in json.cpp; it would cost each file that reads this one a second.
extern template class nlohmann::basic_json<>;
extern template nlohmann::json nlohmann::json::parse<const char*>(const char*, const char*,
                                                                  nlohmann::json::parser_callback_t, bool,
                                                                  bool);

namespace traction::wire {

using Json = nlohmann::json;

inline constexpr std::size_t kLargestMessage = 256 * 1024;    ///< bytes of any payload
inline constexpr int kDeepestNesting = 32;                    ///< arrays and objects within each other
inline constexpr std::int64_t kHighestPrice = 1'000'000'000;  ///< minor units, where nothing smaller is said
inline constexpr std::size_t kLongestText = 1024;  ///< bytes of a text field, where nothing smaller is said

/// True when brackets outside of strings nest no deeper than `kDeepestNesting`. Looks at every byte once.
bool nests_within_limit(std::string_view text);

/// Strict JSON (RFC 8259, UTF-8). Refuses with `message_too_large`, `message_too_deep` or `message_not_json`.
Result<Json> parse_json(std::string_view text);

/// How the fields that a reader did not ask for are met.
enum class UnknownFields {
    refused,  ///< asks: a mistyped field is an error of the sender
    allowed   ///< between programmes of different age: newer ones may say more
};

/// Met by `read_message`; never leaves this layer.
class Malformed : public std::exception {
   public:
    Malformed(std::string path_, std::string why_) : path(std::move(path_)), why(std::move(why_)) {}
    const char* what() const noexcept override { return why.c_str(); }
    std::string path;
    std::string why;
};

/// Reads the fields of one JSON object. Each getter throws `Malformed` with the field's path when the field
/// is missing, of another type, or out of bounds; those named `optional_...` and `..._or` allow it to be
/// missing.
class Reader {
   public:
    Reader(const Json& object, std::string path, UnknownFields unknown);

    bool has(const char* field) const { return object_.contains(field); }
    std::string text(const char* field, std::size_t longest = kLongestText);
    std::string text_or(const char* field, std::string otherwise);
    std::int64_t integer(const char* field, std::int64_t lowest, std::int64_t highest);
    std::int64_t integer_or(const char* field, std::int64_t otherwise, std::int64_t lowest,
                            std::int64_t highest);
    double number(const char* field, double lowest, double highest);
    bool truth(const char* field);
    bool truth_or(const char* field, bool otherwise);
    Timestamp instant(const char* field);
    std::optional<Timestamp> optional_instant(const char* field);
    LocalDay day(const char* field);
    Zone zone(const char* field);
    /// Three capital letters, of those that the service takes.
    Currency currency(const char* field);
    /// From 0 on: minor units in `minor_field`, and what they are of in `currency`. Rule B4.
    Money money(const char* minor_field);
    Country country(const char* field);
    /// "22:30": minutes since local midnight.
    std::chrono::minutes time_of_day(const char* field);
    Vin vin(const char* field);
    /// One word of a list, as its place in the list.
    template <class Word, std::size_t N>
    Word word(const char* field, const std::array<std::string_view, N>& words) {
        return static_cast<Word>(word_among(field, require(field), words));
    }
    /// A list of them.
    template <class Word, std::size_t N>
    std::vector<Word> words(const char* field, const std::array<std::string_view, N>& known,
                            std::size_t longest) {
        std::vector<Word> found;
        for (const auto& entry : array(field, longest))
            found.push_back(static_cast<Word>(word_among(field, entry, known)));
        return found;
    }
    template <class AnyId>
    AnyId id(const char* field) {
        const auto parsed = AnyId::parse(text(field, kLongestId));
        if (!parsed) fail(field, "letters, digits, '-' and '_' only, 1 to 64 of them");
        return *parsed;
    }
    template <class AnyId>
    std::optional<AnyId> optional_id(const char* field) {
        if (!has(field)) return std::nullopt;
        return id<AnyId>(field);
    }
    /// The object in a field, read by a reader of its own.
    Reader object(const char* field);
    /// The field as it is.
    const Json& any(const char* field);
    const Json& array(const char* field, std::size_t longest);
    /// A list of `T`, each read by its `static T read(Reader&)`.
    template <class T>
    std::vector<T> list(const char* field, std::size_t longest) {
        std::vector<T> entries;
        for (const auto& entry : array(field, longest)) {
            Reader reader(entry, path_ + "/" + field + "/" + std::to_string(entries.size()), unknown_);
            entries.push_back(T::read(reader));
            reader.finish();
        }
        return entries;
    }

    const std::string& path() const { return path_; }
    [[noreturn]] void fail(const char* field, const std::string& why) const;
    /// Called when all fields are read: refuses what nobody asked for.
    void finish() const;

   private:
    std::size_t word_among(const char* field, const Json& value, std::span<const std::string_view> words);
    const Json& require(const char* field);

    const Json& object_;
    std::string path_;
    UnknownFields unknown_;
    std::set<std::string_view> known_;
};

Refusal not_understood(const Malformed& malformed);

/// Reads a `T` by its `static T read(Reader&)`. Refuses with `message_not_understood` and the facts "path"
/// and "why".
template <class T>
Result<T> read_message(const Json& json, UnknownFields unknown, std::string path = "") {
    try {
        Reader reader(json, std::move(path), unknown);
        T message = T::read(reader);
        reader.finish();
        return message;
    } catch (const Malformed& malformed) {
        return not_understood(malformed);
    }
}

/// The name of a word of a list.
template <class Word, std::size_t N>
std::string word_text(Word word, const std::array<std::string_view, N>& words) {
    return std::string(words[static_cast<std::size_t>(word)]);
}

/// "22:30"
std::string time_of_day_text(std::chrono::minutes since_midnight);

}  // namespace traction::wire
