#include "cloud/billing/invoice_document.hpp"

#include <algorithm>

#include <ctemplate/template.h>
#include <fmt/format.h>

#include "cloud/billing/invoice_template.hpp"
#include "shared/domain/dates_in_words.hpp"

namespace traction::billing {
namespace {

constexpr const char* kTemplateName = "invoice";

/// Who sells: what the law wants to stand on an invoice.
constexpr const char* kSellerName = "Traction Services SAS";
constexpr const char* kSellerAddress = "1 quai des Exemples, 75013 Paris, France";
constexpr const char* kSellerTaxId = "SIREN 000 000 000 - TVA FR00 000000000";

struct Label {
    const char* name;
    const char* english;
    const char* french;
};
constexpr std::array kLabels{
    Label{"L_INVOICE", "Invoice", "Facture"},
    Label{"L_ISSUED", "Issued on", "Émise le"},
    Label{"L_CONTRACT", "Contract", "Contrat"},
    Label{"L_SERVICE", "Service", "Service"},
    Label{"L_PERIOD", "Period", "Période"},
    Label{"L_AMOUNT", "Amount", "Montant"},
    Label{"L_TAX", "Tax", "TVA"},
    Label{"L_TOTAL", "Total, tax included", "Total TTC"},
    Label{"L_PAID", "Paid on the day of issue.", "Acquittée le jour de l'émission."},
    Label{"L_FOOTER", "The price includes the tax; it is rounded to the minor unit, halves up.",
          "Le prix comprend la taxe, arrondie à la plus petite unité, la moitié vers le haut."},
};

struct ProductName {
    const char* english;
    const char* french;
};
/// In the order of `Product`.
constexpr std::array<ProductName, wire::contracts::kProductNames.size()> kProducts{{
    {"Monitoring Pack", "Pack Monitoring"},
    {"Mapping Pack", "Pack Mapping"},
    {"Tracking Pack", "Pack Tracking"},
    {"Teleservices", "Téléservices"},
    {"Connect Nav", "Connect Nav"},
    {"SpeedCam / Danger Zones", "SpeedCam / Zones de danger"},
}};

Language language_for(const std::optional<wire::billing::Address>& bill_to) {
    constexpr std::array<std::string_view, 4> kFrenchSpeaking{"FR", "BE", "LU", "MC"};
    const bool french = bill_to && std::find(kFrenchSpeaking.begin(), kFrenchSpeaking.end(),
                                             bill_to->country.text()) != kFrenchSpeaking.end();
    return french ? Language::french : Language::english;
}

/// "20 %", "5.5 %"; a comma in French.
std::string rate_text(int permille, Language language) {
    const auto whole = permille / 10;
    if (permille % 10 == 0) return fmt::format("{} %", whole);
    return fmt::format("{}{}{} %", whole, language == Language::french ? ',' : '.', permille % 10);
}

void fill_address(ctemplate::TemplateDictionary& form, const wire::billing::Address& address) {
    auto& section = *form.AddSectionDictionary("BILL_TO");
    section.SetValue("NAME", address.name);
    section.SetValue("STREET", address.street);
    section.SetValue("POSTAL_CODE", address.postal_code);
    section.SetValue("CITY", address.city);
    section.SetValue("COUNTRY", address.country.text());
}

void fill_amounts(ctemplate::TemplateDictionary& form, const Invoice& invoice, Language language) {
    const auto& price = invoice.charge.price;
    const auto money = [&](std::int64_t minor) { return to_text(Money{minor, price.currency}); };
    form.SetValue("NET", money(price.minor_units - invoice.tax_minor));
    form.SetValue("TAX", money(invoice.tax_minor));
    form.SetValue("TAX_RATE", rate_text(invoice.charge.tax_permille, language));
    form.SetValue("TOTAL", money(price.minor_units));
}

void fill(ctemplate::TemplateDictionary& form, const Invoice& invoice, Language language) {
    const bool french = language == Language::french;
    for (const auto& label : kLabels) form.SetValue(label.name, french ? label.french : label.english);
    const auto& product = kProducts[static_cast<std::size_t>(invoice.charge.product)];
    form.SetValue("LANGUAGE", std::string(kLanguageNames[static_cast<std::size_t>(language)]));
    form.SetValue("PRODUCT", french ? product.french : product.english);
    form.SetValue("SELLER_NAME", kSellerName);
    form.SetValue("SELLER_ADDRESS", kSellerAddress);
    form.SetValue("SELLER_TAX_ID", kSellerTaxId);
    form.SetValue("NUMBER", number_text(invoice.number));
    form.SetValue("CONTRACT", invoice.charge.contract.text());
    form.SetValue("ISSUED_ON", in_words(invoice.issued_on, language));
    form.SetValue("TERM_FROM", in_words(invoice.charge.term_from, language));
    form.SetValue("TERM_UNTIL", in_words(invoice.charge.term_until, language));
    if (invoice.bill_to) fill_address(form, *invoice.bill_to);
    fill_amounts(form, invoice, language);
}

}  // namespace

std::string document_of(const Invoice& invoice) {
    ctemplate::TemplateCache forms;
    const bool known = forms.StringToTemplateCache(kTemplateName, kInvoiceTemplate.data(),
                                                   kInvoiceTemplate.size(), ctemplate::DO_NOT_STRIP);
    check(known, "the form of an invoice is a template");
    ctemplate::TemplateDictionary form(kTemplateName);
    fill(form, invoice, language_for(invoice.bill_to));
    std::string document;
    const bool complete =
        forms.ExpandWithData(kTemplateName, ctemplate::DO_NOT_STRIP, &form, nullptr, &document);
    check(complete, "an invoice is filled in whole");
    return document;
}

}  // namespace traction::billing
