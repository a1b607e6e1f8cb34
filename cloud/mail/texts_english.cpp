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
        {.subject = Subject::notice, .title = "{title}", .paragraphs = {"{text}"}},
        {.subject = Subject::account_erased,
         .title = "Your Traction account is erased",
         .paragraphs = {"Your account and its personal data were erased on {at}.",
                        "Contracts and invoices are kept as long as the law asks, with no more of your data "
                        "than that needs.",
                        "This is the last mail of that account."}},
    }},
    .end_reasons = {"its sale", "its theft", "its destruction", "the end of its lease", "another reason"},
    .help_desk = "+33 1 70 00 00 00",
    .closing =
        "Traction sends this mail because of your account. Nobody of Traction ever asks for your "
        "password."};
static_assert(has_every_subject(kEnglish));

}  // namespace

const LanguageTexts& english() {
    return kEnglish;
}

}  // namespace traction::mail
