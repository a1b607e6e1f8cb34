/// How workers tell a person all that they have of him: page by page, because a message has a largest size.
/// Rule A11.
#pragma once

#include "shared/wire/json.hpp"

namespace traction::wire::exports {

/// Bytes of the rows of one page, as JSON. With what stands around them it is well below `kLargestMessage`.
inline constexpr std::size_t kPageBytes = 128 * 1024;
static_assert(2 * kPageBytes <= kLargestMessage, "a page and its envelope fit into a message");
inline constexpr std::size_t kLongestPlace = 200;

/// Ask of the owner, to each worker that has something of him. Answer: {"rows": [row, …], "next": place};
/// without "next" it was the last page. Rows are of the asker's own ownership periods only.
struct Export {
    static constexpr std::string_view kVerb = "export";
    std::optional<std::string> after;  ///< `next` of the page before; missing: the first page
    static Export read(Reader& reader) {
        Export ask;
        if (reader.has("after")) ask.after = reader.text("after", kLongestPlace);
        return ask;
    }
    Json json() const { return after ? Json{{"after", *after}} : Json::object(); }
};

/// A page while it is written.
class Page {
   public:
    /// Adds a row that stands at `place`. False, and nothing is added, when the page is full: the rows from
    /// this one on are the next page's. A row that fills a page by itself is a bug.
    bool add(Json row, std::string place);
    Json answer() &&;

   private:
    Json rows_ = Json::array();
    std::size_t bytes_ = 2;  ///< with the brackets
    std::string last_;
    bool full_ = false;
};

/// A place taken apart at its dots. Points into the text. It comes from outside: nothing of it is to be
/// believed.
class Place {
   public:
    static constexpr std::size_t kMostParts = 5;

    explicit Place(std::string_view text);
    explicit Place(std::string&&) = delete;
    /// Empty when there is no such part.
    std::string_view part(std::size_t at) const { return parts_[at]; }
    std::optional<std::int64_t> number(std::size_t at) const;

   private:
    std::array<std::string_view, kMostParts> parts_{};
};

/// The refusal of a place with which no page ends.
Refusal no_such_place();

}  // namespace traction::wire::exports
