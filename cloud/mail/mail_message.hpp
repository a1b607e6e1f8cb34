/// A mail as it travels: RFC 5322 headers and a MIME body of a text and an HTML alternative. The same letter
/// always gives the same bytes. Pure: no bus, clock or database.
#pragma once

#include <string>
#include <string_view>

#include "cloud/mail/letter_rendering.hpp"
#include "shared/domain/ids.hpp"
#include "shared/domain/timestamp.hpp"

namespace traction::mail {

struct Headers {
    std::string from;  ///< local@domain
    std::string to;    ///< local@domain; both are checked addresses
    std::string message_id;
    LetterId letter;
    Timestamp written_at{};
};

/// Lines end with CR LF, are of ASCII, and are no longer than 76 characters where the text can be broken.
std::string write_mail(const Headers& headers, const Rendered& words);

/// A header's text: as it is when it is plain ASCII, else as encoded words (RFC 2047), folded. Control
/// characters are encoded too, so that no text can begin another header.
std::string header_text(std::string_view text);

/// RFC 2045, 6.7. A dot at a line's beginning is encoded as well: in SMTP it could end the mail.
std::string quoted_printable(std::string_view text);

}  // namespace traction::mail
