/// The form of an invoice, in the language of the template library (ctemplate). AUTOESCAPE makes it escape
/// each value for the place in which it stands.
#pragma once

#include <string_view>

namespace traction::billing {

inline constexpr std::string_view kInvoiceTemplate = R"html({{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<title>{{L_INVOICE}} {{NUMBER}}</title>
<style>
@page { size: A4; margin: 20mm }
body { font: 11pt/1.4 sans-serif; color: #111; max-width: 170mm; margin: 10mm auto }
h1 { font-size: 18pt; margin: 12mm 0 2mm }
address { font-style: normal; white-space: pre-line }
.to { margin: 12mm 0 0 95mm }
table { width: 100%; border-collapse: collapse; margin-top: 8mm }
th, td { text-align: left; padding: 2mm 0; border-bottom: 0.2mm solid #999; vertical-align: top }
.amount { text-align: right; white-space: nowrap }
.total td { font-weight: bold; border-bottom: 0 }
footer { margin-top: 15mm; font-size: 9pt; color: #555 }
</style>
</head>
<body>
<address><strong>{{SELLER_NAME}}</strong>
{{SELLER_ADDRESS}}
{{SELLER_TAX_ID}}</address>
<address class="to">{{#BILL_TO}}{{NAME}}
{{STREET}}
{{POSTAL_CODE}} {{CITY}}
{{COUNTRY}}{{/BILL_TO}}</address>
<h1>{{L_INVOICE}} {{NUMBER}}</h1>
<p>{{L_ISSUED}} {{ISSUED_ON}}<br>{{L_CONTRACT}} {{CONTRACT}}</p>
<table>
<thead><tr><th>{{L_SERVICE}}</th><th>{{L_PERIOD}}</th><th class="amount">{{L_AMOUNT}}</th></tr></thead>
<tbody>
<tr><td>{{PRODUCT}}</td><td>{{TERM_FROM}}<br>{{TERM_UNTIL}}</td><td class="amount">{{NET}}</td></tr>
<tr><td colspan="2">{{L_TAX}} {{TAX_RATE}}</td><td class="amount">{{TAX}}</td></tr>
<tr class="total"><td colspan="2">{{L_TOTAL}}</td><td class="amount">{{TOTAL}}</td></tr>
</tbody>
</table>
<p>{{L_PAID}}</p>
<footer>{{L_FOOTER}}</footer>
</body>
</html>
)html";

}  // namespace traction::billing
