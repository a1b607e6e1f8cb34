#include "cloud/mail/mail_message.hpp"

#include <doctest/doctest.h>

namespace traction::mail {
namespace {

Headers headers() {
    return {.from = "no-reply@traction.example",
            .to = "ada@example.org",
            .message_id = "l1@traction.example",
            .letter = LetterId::parse("l1").value(),
            .written_at = *parse_timestamp("2027-03-01T07:05:09.120Z")};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find("\r\n"), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return lines;
}

}  // namespace

TEST_CASE("A mail has its headers, and a text and an HTML alternative") {
    CHECK(write_mail(headers(), {.title = "Hello", .text = "Hi\n", .html = "<p>Hi</p>\n"}) ==
          "From: Traction <no-reply@traction.example>\r\n"
          "To: <ada@example.org>\r\n"
          "Subject: Hello\r\n"
          "Date: Mon, 01 Mar 2027 07:05:09 +0000\r\n"
          "Message-ID: <l1@traction.example>\r\n"
          "Auto-Submitted: auto-generated\r\n"
          "MIME-Version: 1.0\r\n"
          "Content-Type: multipart/alternative;\r\n"
          " boundary=\"=_l1\"\r\n"
          "\r\n"
          "--=_l1\r\n"
          "Content-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n"
          "\r\n"
          "Hi\r\n"
          "\r\n"
          "--=_l1\r\n"
          "Content-Type: text/html; charset=utf-8\r\n"
          "Content-Transfer-Encoding: quoted-printable\r\n"
          "\r\n"
          "<p>Hi</p>\r\n"
          "\r\n"
          "--=_l1--\r\n");
}

TEST_CASE("Titles beyond ASCII, long ones and those with line ends become encoded words") {
    struct Row {
        std::string text;
        std::string header;
    };
    for (const auto& row : {
             Row{"Your car is back", "Your car is back"},
             Row{"Compte prêt", "=?UTF-8?Q?Compte_pr=C3=AAt?="},
             Row{"=?UTF-8?Q?no?=", "=?UTF-8?Q?=3D=3FUTF=2D8=3FQ=3Fno=3F=3D?="},
             Row{"a\r\nBcc: b@example.org", "=?UTF-8?Q?a=0D=0ABcc=3A_b=40example=2Eorg?="},
             Row{std::string(50, 'a') + "é" + std::string(20, 'b'), "=?UTF-8?Q?" + std::string(50, 'a') +
                                                                        "?=\r\n =?UTF-8?Q?=C3=A9" +
                                                                        std::string(20, 'b') + "?="},
         }) {
        CHECK(header_text(row.text) == row.header);
    }
    for (const auto& line : lines_of("Subject: " + header_text(std::string(300, 'x'))))
        CHECK(line.size() <= 76);
}

TEST_CASE("Bodies are quoted-printable: ASCII lines of 76 at most, no dot alone, no blank at an end") {
    struct Row {
        std::string text;
        std::string quoted;
    };
    for (const auto& row : {
             Row{"plain text\n", "plain text\r\n"},
             Row{"1 = 1", "1 =3D 1"},
             Row{"déjà", "d=C3=A9j=C3=A0"},
             Row{"blank \nat end", "blank=20\r\nat end"},
             Row{".\n..x", "=2E\r\n=2E.x"},
             Row{"a\rb\tc", "a=0Db=09c"},
             Row{std::string(75, 'a') + ".b", std::string(75, 'a') + "=\r\n=2Eb"},
         }) {
        CHECK(quoted_printable(row.text) == row.quoted);
    }
    std::string long_text;
    for (int count = 0; count < 200; ++count) long_text += "é ";
    for (const auto& line : lines_of(quoted_printable(long_text))) CHECK(line.size() <= 76);
}

}  // namespace traction::mail
