#include "tests/simulation/town.hpp"

#include <algorithm>

namespace traction::simulation {

namespace {

/// Quoted-printable (RFC 2045, 6.7), as mail programs show it. The marks between the parts hold other "=".
std::string decoded(const std::string& content) {
    std::string text;
    for (std::size_t at = 0; at < content.size(); ++at) {
        const auto code = content[at] == '=' ? std::string_view(content).substr(at + 1, 2) : "";
        const bool is_byte =
            code.size() == 2 && code.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
        if (is_byte) text += static_cast<char>(std::stoi(std::string(code), nullptr, 16));
        if (is_byte || code == "\r\n")
            at += 2;
        else
            text += content[at];
    }
    return text;
}

bool is_word_character(char c) {
    return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_grouped(std::string_view word, int groups) {
    if (word.size() != static_cast<std::size_t>(groups * 5 - 1)) return false;
    for (std::size_t at = 0; at < word.size(); ++at) {
        if ((word[at] == '-') != (at % 5 == 4)) return false;
    }
    return true;
}

}  // namespace

std::optional<std::string> Town::read_mail(const std::string& address, wire::letters::Subject subject,
                                           std::size_t first) const {
    const auto& begun = mailbox.begun();
    const auto wanted = [&](const ports::Mail& mail) {
        return mail.recipient == address && watcher.subject_of(mail.letter.text()) == subject &&
               mailbox.delivered().contains(mail.message_id);
    };
    const auto end = begun.rend() - static_cast<std::ptrdiff_t>(first);
    const auto newest = std::find_if(begun.rbegin(), end, wanted);
    if (newest == end) return std::nullopt;
    const auto body = newest->content.find("\r\n\r\n");
    return decoded(newest->content.substr(body));
}

std::optional<std::string> grouped_word(const std::string& text, int groups) {
    for (std::size_t at = 0; at < text.size();) {
        const auto begin = at;
        while (at < text.size() && is_word_character(text[at])) ++at;
        const auto word = std::string_view(text).substr(begin, at - begin);
        if (is_grouped(word, groups)) return std::string(word);
        if (at == begin) ++at;
    }
    return std::nullopt;
}

std::string refusal_of(const wire::Answer& answer) {
    return answer.done ? "" : answer.body.at("code").get<std::string>();
}

}  // namespace traction::simulation
