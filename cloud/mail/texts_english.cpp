#include "cloud/mail/letter_texts.hpp"

namespace traction::mail {
namespace {

constexpr LanguageTexts kEnglish{
    .code = "en",
    .greeting = "Hello,",
    .letters = {{
        {.subject = Subject::activation,
         .title = "Activate your Traction account",
         .paragraphs = {"Thank you for signing up. One step is left: show that this address is yours.",
                        "Use the link below, or type this code where you signed up: {code}",
                        "Both can be used until {usable_until}.",
                        "If you did not sign up, do nothing. What was entered is erased after that day."},
         .button = "Activate my account"},
        {.subject = Subject::activated,
         .title = "Your Traction account is ready",
         .paragraphs =
             {"Your account is active, in the app and in the store alike.",
              "Your sign-in ID is: {sign_in_id}",
              "You will be asked to choose a password of your own when you first sign in. Until then "
              "it is: {password}"},
         .button = "Sign in"},
        {.subject = Subject::new_password,
         .title = "A new password for your Traction account",
         .paragraphs = {"A new password was asked for. It is good for the app and for the store: {password}",
                        "The old one stops working when you first sign in with the new one, and you will be "
                        "asked to choose one of your own.",
                        "If you did not ask for it, go on using the old one: nothing has changed."},
         .button = "Sign in"},
        {.subject = Subject::address_known,
         .title = "You already have a Traction account",
         .paragraphs =
             {"Somebody, perhaps you, wanted to sign up with this address. It already has an account, "
              "and nothing was changed.",
              "If it was you, sign in. If you forgot your password, ask for a new one there.",
              "If it was not you, do nothing."},
         .button = "Sign in"},
        {.subject = Subject::password_changed,
         .title = "Your Traction password was changed",
         .paragraphs = {"The password of your account was changed, for the app and for the store. All other "
                        "devices were signed out.",
                        "If it was not you, ask for a new password at once and call the help desk: "
                        "{help_desk}"},
         .button = "Ask for a new password"},
        {.subject = Subject::email_changed,
         .title = "The address of your Traction account was changed",
         .paragraphs =
             {"Mails of your account now go to: {email}", "All other devices were signed out.",
              "If it was not you, ask for a new password and call the help desk at once: {help_desk}"},
         .button = "Ask for a new password"},
        {.subject = Subject::confirm_email,
         .title = "Confirm the new address of your Traction account",
         .paragraphs = {"This address is to become that of a Traction account. Show that it is yours.",
                        "Use the link below, or type this code where you asked for the change: {code}",
                        "Both can be used until {usable_until}.",
                        "If you did not ask for it, do nothing: the account keeps the address that it has."},
         .button = "Confirm my address"},
        {.subject = Subject::vehicle_moved,
         .title = "Your car {vin} is now in another garage",
         .paragraphs = {"On {at} another account paired the car {vin}. You no longer see or control it.",
                        "Its contracts are not renewed automatically any more, and no later charge uses your "
                        "means of payment.",
                        "If you did not sell or give it away, call the help desk at once: {help_desk}"}},
        {.subject = Subject::contracts_ended,
         .title = "The contracts of your car {vin} have ended",
         .paragraphs = {"Because of {reason}, the contracts of the car {vin} ended on {at}.",
                        "You no longer see or control it, and its data is erased. What was not charged until "
                        "then is never charged.",
                        "If you did not expect this, call the help desk: {help_desk}"}},
        {.subject = Subject::notice,
         .title = "Your car {vin}: {kind}",
         .paragraphs = {"It happened on {at}. The app tells you more.",
                        "You get this mail because you asked for it. You can take that back in the settings "
                        "of your notifications at any time."}},
        {.subject = Subject::account_erased,
         .title = "Your Traction account is erased",
         .paragraphs = {"Your account and its personal data were erased on {at}.",
                        "Contracts and invoices are kept as long as the law asks, with no more of your data "
                        "than that needs.",
                        "This is the last mail of that account."}},
        {.subject = Subject::order_confirmed,
         .title = "Your order for the car {vin}",
         .paragraphs =
             {"Thank you. On {at} you ordered: {products}",
              "The total is {total}, tax included. Nothing is charged yet: each contract is charged "
              "14 days after the car has confirmed it.",
              "You accepted the general conditions of sale of {conditions}. The number of your "
              "order is {order}."}},
        {.subject = Subject::entitlement_pending,
         .title = "Your car {vin} has not confirmed its contract yet",
         .paragraphs = {"It is about: {product}",
                        "The car has not confirmed the contract in 7 days, so it has not begun. The car does "
                        "so by itself when it is switched on where it has a network.",
                        "Nothing is charged before. If the car was used since, call the help desk: "
                        "{help_desk}"}},
        {.subject = Subject::renewal_reminder,
         .title = "A contract of your car {vin} ends soon",
         .paragraphs = {"It is about: {product}", "Days until its last day: {days_left}",
                        "A pack can be renewed on its last day, from midnight to midnight. Where you asked "
                        "for automatic renewal you need to do nothing."}},
        {.subject = Subject::renewal_open,
         .title = "Today a contract of your car {vin} can be renewed",
         .paragraphs = {"It is about: {product}",
                        "Today is its last day. Renew it before midnight, or it ends then. Where you asked "
                        "for automatic renewal you need to do nothing."}},
        {.subject = Subject::contract_renewed,
         .title = "A contract of your car {vin} is renewed",
         .paragraphs = {"It is about: {product}",
                        "The new term begins where the one before ends, and is charged 14 days after it has "
                        "begun."}},
        {.subject = Subject::contract_expired,
         .title = "A contract of your car {vin} has ended with its term",
         .paragraphs = {"It was about: {product}",
                        "The car no longer offers the service. You can buy it again in the store at any "
                        "time."}},
        {.subject = Subject::contract_ended,
         .title = "A contract of your car {vin} was ended",
         .paragraphs = {"It was about: {product}", "It was ended before its term, on {at}.",
                        "If you did not expect this, call the help desk: {help_desk}"}},
        {.subject = Subject::contract_suspended,
         .title = "A contract of your car {vin} is suspended",
         .paragraphs = {"It is about: {product}",
                        "Its payment was refused several times, so the service is suspended.",
                        "Give another means of payment within 14 days, and it goes on. Otherwise the "
                        "contract ends then."}},
        {.subject = Subject::charge_paid,
         .title = "Your payment, invoice {invoice}",
         .paragraphs = {"It is about: {product}",
                        "Your means of payment was charged. The invoice has the number {invoice}; it is in "
                        "the store."}},
        {.subject = Subject::charge_refused,
         .title = "A payment was refused",
         .paragraphs = {"It is about: {product}",
                        "Your means of payment refused a charge. Look at it in the store, or give another "
                        "one.",
                        "The charge is tried again on {next_try_at}."}},
        {.subject = Subject::offer,
         .title = "New for your car {vin}",
         .paragraphs = {"There is something new in the store that fits your car: {products}",
                        "You get this mail because you agreed to be told of offers. You can take that back "
                        "in your profile at any time."}},
        {.subject = Subject::contract_resumed,
         .title = "A contract of your car {vin} goes on",
         .paragraphs = {"It is about: {product}",
                        "It is paid, so the car offers the service again as soon as it is reached. Its days "
                        "are what they were before."}},
        {.subject = Subject::contract_extended,
         .title = "A contract of your car {vin} is extended",
         .paragraphs = {"It is about: {product}",
                        "The new term begins where the one before ends, and is charged 14 days after it has "
                        "begun."}},
    }},
    .end_reasons = {"its sale", "its theft", "its destruction", "the end of its lease", "another reason"},
    .products = {"Monitoring Pack", "Mapping Pack", "Tracking Pack", "Teleservices", "Connect Nav",
                 "SpeedCam / Danger Zones"},
    .notices = {"it finished charging", "it reached 80 % at a rapid charge point",
                "it stopped charging for a fault", "a programmed charge did not start",
                "a programmed charge comes late", "a contract has begun",
                "the help desk may see where it is"},
    .help_desk = "+33 1 70 00 00 00",
    .closing =
        "Traction sends this mail because of your account. Nobody of Traction ever asks for your "
        "password."};
static_assert(has_every_subject(kEnglish) && names_every_notice(kEnglish));

}  // namespace

const LanguageTexts& english() {
    return kEnglish;
}

}  // namespace traction::mail
