/// An invoice as a document: HTML that prints on one page and loads nothing. Rule B4.
#pragma once

#include <string>

#include "cloud/billing/invoice_rules.hpp"

namespace traction::billing {

/// In French where the address is in a French-speaking country, else in English. Whatever name and address
/// say, they are text of the document and never part of its markup.
std::string document_of(const Invoice& invoice);

}  // namespace traction::billing
