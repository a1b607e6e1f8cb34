#include "cloud/mail/mail_message.hpp"

#include <algorithm>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace traction::mail {
namespace {

constexpr std::size_t kLongestLine = 76;
constexpr std::string_view kWordBegin = "=?UTF-8?Q?";
constexpr std::string_view kWordEnd = "?=";
/// What stands on a line beside the header's name. Only the first line has one; the others begin with a
/// blank.
constexpr std::size_t kRoomBehindName = kLongestLine - std::string_view("Subject: ").size();
constexpr std::size_t kLongestEncodedWord = 75;  ///< RFC 2047, 2
constexpr std::size_t kFrame = kWordBegin.size() + kWordEnd.size();

bool is_printable(char c) {
    return c >= 0x20 && c < 0x7f;
}

std::string hex(char c) {
    return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

/// The bytes of the UTF-8 character that begins the text.
std::string_view first_character(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
    return text.substr(0, size);
}

/// As in an encoded word; RFC 2047, 5 (3) allows these as they are wherever it may stand.
std::string encoded_character(std::string_view character) {
    const char c = character.front();
    if (c == ' ') return "_";
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (character.size() == 1 && plain) return std::string(character);
    std::string encoded;
    for (const char byte : character) encoded += hex(byte);
    return encoded;
}

/// Writes the characters of one line, and breaks it softly where it would become too long.
class QuotedLine {
   public:
    explicit QuotedLine(std::string& out) : out_(out) {}
    void add(std::string_view unit) {
        if (size_ + unit.size() > kLongestLine - 1) {
            out_ += "=\r\n";
            size_ = 0;
        }
        // What stood inside of the text may have come to the beginning of a line.
        const auto safe = size_ == 0 && unit == "." ? hex('.') : std::string(unit);
        out_ += safe;
        size_ += safe.size();
    }

   private:
    std::string& out_;
    std::size_t size_ = 0;
};

void quote_line(std::string_view line, std::string& out) {
    QuotedLine quoted(out);
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        const bool blank_at_end = c == ' ' && at + 1 == line.size();
        const bool plain = is_printable(c) && c != '=' && !blank_at_end;
        quoted.add(plain ? std::string(1, c) : hex(c));
    }
}

std::string part(std::string_view boundary, std::string_view type, std::string_view text) {
    return fmt::format(
        "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: "
        "quoted-printable\r\n\r\n{}\r\n",
        boundary, type, quoted_printable(text));
}

/// RFC 5322, 3.3.
std::string date_text(Timestamp at) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", std::chrono::floor<std::chrono::seconds>(at));
}

}  // namespace

std::string header_text(std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), is_printable);
    if (plain && text.size() <= kRoomBehindName && text.find("=?") == std::string_view::npos)
        return std::string(text);
    std::string folded(kWordBegin);
    std::size_t room = kRoomBehindName - kFrame;
    while (!text.empty()) {
        const auto character = first_character(text);
        const auto encoded = encoded_character(character);
        if (encoded.size() > room) {
            folded.append(kWordEnd).append("\r\n ").append(kWordBegin);
            room = kLongestEncodedWord - kFrame;
        }
        folded += encoded;
        room -= encoded.size();
        text.remove_prefix(character.size());
    }
    return folded.append(kWordEnd);
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        quote_line(text.substr(0, end), out);
        if (end == text.size()) break;
        out += "\r\n";
        text.remove_prefix(end + 1);
    }
    return out;
}

std::string write_mail(const Headers& headers, const Rendered& words) {
    // "=_" can stand in no quoted-printable text.
    const auto boundary = "=_" + headers.letter.text();
    std::string mail = "From: Traction <" + headers.from + ">\r\n";
    mail += "To: <" + headers.to + ">\r\n";
    mail += "Subject: " + header_text(words.title) + "\r\n";
    mail += "Date: " + date_text(headers.written_at) + "\r\n";
    mail += "Message-ID: <" + headers.message_id + ">\r\n";
    // RFC 3834: holiday notices and the like do not answer it.
    mail += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
    mail += "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    mail += part(boundary, "text/plain", words.text) + part(boundary, "text/html", words.html);
    return mail + "--" + boundary + "--\r\n";
}

}  // namespace traction::mail
