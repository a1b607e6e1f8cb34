/// Every way to be refused, once. The order is the order of precedence: of two reasons that hold, the earlier
/// one is answered.
#pragma once

#include <array>

#include "shared/domain/refusal.hpp"
#include "shared/domain/vin.hpp"

namespace traction::wire::refused {

// What cannot be read.
inline constexpr RefusalCode message_too_large{"message_too_large",
                                               "The message is larger than 256 kB. Send less at once."};
inline constexpr RefusalCode message_too_deep{"message_too_deep",
                                              "The message nests deeper than 32 levels. Send it flatter."};
inline constexpr RefusalCode message_not_json{"message_not_json",
                                              "The message is not JSON. Send one JSON object in UTF-8."};
inline constexpr RefusalCode message_not_understood{
    "message_not_understood", "A field is wrong; `path` says which and `why` how. Correct it and ask again."};
inline constexpr RefusalCode vin_not_valid = kVinNotValid;
inline constexpr RefusalCode verb_unknown{
    "verb_unknown", "This worker does not know that request. The verbs are listed in asyncapi.yaml."};
inline constexpr RefusalCode id_reused{"id_reused",
                                       "This id was used for another request. Choose a new one."};

// Who asks.
inline constexpr RefusalCode too_many_attempts{
    "too_many_attempts", "There were too many attempts. Try again at the instant given."};
inline constexpr RefusalCode sign_in_refused{
    "sign_in_refused",
    "This sign-in and password do not belong together. Check them, or have a new password mailed."};
inline constexpr RefusalCode signed_out{"signed_out",
                                        "This device's sign-in has ended. Sign in again on it."};
inline constexpr RefusalCode password_must_be_changed{
    "password_must_be_changed", "Your password came by mail. Change it first (change_password)."};
inline constexpr RefusalCode password_wrong{"password_wrong",
                                            "This is not your current password. Type it again."};

// Whose it is.
inline constexpr RefusalCode account_unknown{"account_unknown",
                                             "There is no such account. Check how it is spelled."};
inline constexpr RefusalCode device_unknown{
    "device_unknown", "No such device is signed in to your account. Ask for the list of your devices."};
inline constexpr RefusalCode staff_unknown{"staff_unknown", "Nobody of the staff has this role and name."};
inline constexpr RefusalCode vehicle_not_in_garage{"vehicle_not_in_garage",
                                                   "This car is not in your garage. Add it first."};
inline constexpr RefusalCode vehicle_unavailable{
    "vehicle_unavailable", "This car cannot be added now. The help desk can say why: +33 1 70 00 00 00."};
inline constexpr RefusalCode garage_full{"garage_full", "A garage holds 10 cars. Remove one first."};
inline constexpr RefusalCode vehicle_not_known{
    "vehicle_not_known", "The maker's registry has no car with this VIN. Check it and type it again."};
inline constexpr RefusalCode vehicle_not_known_yet{
    "vehicle_not_known_yet",
    "The maker's registry knows a car from 2 days after its delivery. Try again at the instant given."};
inline constexpr RefusalCode pairing_code_missing{
    "pairing_code_missing", "The car shows no code for you now. Sit in the car and ask for one (show_code)."};
inline constexpr RefusalCode pairing_code_wrong{
    "pairing_code_wrong", "This is not the code that the car shows. Look at its screen and type it again."};
inline constexpr RefusalCode contract_unknown{
    "contract_unknown", "There is no such contract in your account. Ask for the list of your contracts."};
inline constexpr RefusalCode invoice_unknown{
    "invoice_unknown", "There is no such invoice in your account. Ask for the list of your invoices."};
inline constexpr RefusalCode command_unknown{
    "command_unknown", "There is no such command in your account. Ask for the list of your commands."};
inline constexpr RefusalCode notification_unknown{
    "notification_unknown", "There is no such notification in your account. Ask for the list."};
inline constexpr RefusalCode teardown_unknown{
    "teardown_unknown", "There is no such teardown. Check the id that the answer to end_for_car gave."};
inline constexpr RefusalCode vehicle_without_owner{
    "vehicle_without_owner", "Nobody has this car, so nobody could be told. Check the VIN."};
inline constexpr RefusalCode grant_needed{
    "grant_needed",
    "Where a car is, you see under a grant of your own only. Ask for one first (grant_sight)."};

// Accounts.
inline constexpr RefusalCode email_not_valid{"email_not_valid",
                                             "This is not an e-mail address. Write it like ada@example.org."};
inline constexpr RefusalCode text_not_valid{
    "text_not_valid", "A text has characters that cannot be shown; `path` says which text. Type it again."};
inline constexpr RefusalCode vin_required{
    "vin_required", "The app needs a car: give its VIN. Without a car, sign up at the store on the web."};
inline constexpr RefusalCode password_required{"password_required",
                                               "The store needs a password: choose one."};
inline constexpr RefusalCode password_too_short{
    "password_too_short", "A password has at least 10 characters. Choose a longer one."};
inline constexpr RefusalCode password_not_new{"password_not_new",
                                              "This is your current password. Choose another one."};
inline constexpr RefusalCode store_is_on_the_web{
    "store_is_on_the_web",
    "The store is opened on the web only. Open the address given in a browser and sign in there."};
inline constexpr RefusalCode not_store_member{"not_store_member",
                                              "You have no store membership that could be ended."};
inline constexpr RefusalCode code_not_valid{
    "code_not_valid",
    "This code is not known, was used, or is too old. Use that of the newest letter, or ask again."};
inline constexpr RefusalCode staff_name_taken{
    "staff_name_taken", "Somebody has this role and name already. Choose another name, or end that one."};
inline constexpr RefusalCode last_operator_stays{"last_operator_stays",
                                                 "This is the only operator. Add another one first."};

// Store, in the order in which a checkout looks. Rules S1 to S5.
inline constexpr RefusalCode vehicle_data_in_app{
    "vehicle_data_in_app",
    "The store has no data of your car. Open the app: state, journeys and places are there."};
inline constexpr RefusalCode order_unknown{
    "order_unknown", "There is no such order for a car of your garage. Ask for the list of your orders."};
inline constexpr RefusalCode country_not_served{
    "country_not_served", "Nothing is sold in this country yet. `countries` says where; choose one of them."};
inline constexpr RefusalCode cart_empty{"cart_empty",
                                        "The cart of this car is empty. Put something in first."};
inline constexpr RefusalCode product_not_offered{
    "product_not_offered",
    "This product is not offered for this car; `reason` says why. Take it out of the cart."};
inline constexpr RefusalCode term_not_offered{
    "term_not_offered",
    "This product is not sold for this term; `terms` says for which. Choose one of them."};
inline constexpr RefusalCode conditions_not_in_force{
    "conditions_not_in_force",
    "These are not the conditions of sale in force. Read those of the version given, and accept them."};
inline constexpr RefusalCode conditions_not_accepted{
    "conditions_not_accepted",
    "The general conditions of sale are not accepted. Accept the version given first (accept_conditions)."};
inline constexpr RefusalCode billing_address_missing{
    "billing_address_missing", "There is no billing address. Give one first (billing, set_address)."};
inline constexpr RefusalCode payment_means_missing{
    "payment_means_missing", "There is no means of payment. Give one first (billing, set_means)."};
inline constexpr RefusalCode price_changed{
    "price_changed",
    "The total is another one than you saw; it is given. Look at the cart, and order again."};

// Contracts.
inline constexpr RefusalCode only_help_desk_ends{
    "only_help_desk_ends", "Only the help desk can end a contract before its term. Call +33 1 70 00 00 00."};
inline constexpr RefusalCode contract_not_running{"contract_not_running",
                                                  "This contract is not running. Buy the product again."};
inline constexpr RefusalCode contract_already_running{
    "contract_already_running", "This car already has this product. Renew it on its last day."};
inline constexpr RefusalCode renewal_window_not_open{
    "renewal_window_not_open", "A contract can be renewed on its last day only. Ask again on the day given."};
inline constexpr RefusalCode renewal_window_closed{
    "renewal_window_closed", "The last day of this contract has passed. Buy the product again."};
inline constexpr RefusalCode already_renewed{"already_renewed",
                                             "This contract is already renewed for the coming term."};
inline constexpr RefusalCode pack_not_extendable{
    "pack_not_extendable", "A pack can be renewed on its last day only. Ask again on the day given (renew)."};
inline constexpr RefusalCode extended_far_enough{
    "extended_far_enough",
    "A service can be extended to 10 years from today. Extend it later; the last day is given."};
inline constexpr RefusalCode day_out_of_reach{
    "day_out_of_reach",
    "A contract can be previewed from today to 10 years on. Choose a day between the two."};
inline constexpr RefusalCode nothing_to_end{
    "nothing_to_end", "This car has no owner and no contract that could be ended. Check the VIN."};

// Billing.
inline constexpr RefusalCode means_expired{"means_expired",
                                           "This means of payment has expired. Give another one."};

// Commands.
inline constexpr RefusalCode deadline_passed{"deadline_passed",
                                             "The deadline has passed. Choose a later one."};
inline constexpr RefusalCode command_already_sent{"command_already_sent",
                                                  "The car already has this command. Wait for its answer."};
inline constexpr RefusalCode command_ended{"command_ended", "This command has already ended."};
inline constexpr RefusalCode car_unreachable_too_long{
    "car_unreachable_too_long", "Too many commands wait for this car. Wait until it is back, or cancel one."};

// Notifications. Rule N1.
inline constexpr RefusalCode notice_always_told{
    "notice_always_told",
    "Notices of security and of contracts cannot be switched off. Choose `on`, or another kind."};
inline constexpr RefusalCode notice_mailed_anyway{
    "notice_mailed_anyway", "Of this kind a letter is sent to everybody anyway. Leave it `on`."};
inline constexpr RefusalCode quiet_hours_empty{
    "quiet_hours_empty",
    "Quiet hours begin and end at two different times. Change one, or give none to have no quiet hours."};

// Sight of the help desk.
inline constexpr RefusalCode sight_end_not_valid{
    "sight_end_not_valid",
    "A grant ends within 24 hours. Choose an end after now and not after the instant given."};

// The clock.
inline constexpr RefusalCode clock_never_goes_back{"clock_never_goes_back",
                                                   "The clock only moves forward. Choose a later instant."};

// Operators.
inline constexpr RefusalCode backup_failed{
    "backup_failed",
    "The back-up could not be written; `why` says what the disk said. Choose another folder."};
inline constexpr RefusalCode camera_file_not_named{
    "camera_file_not_named", "No file of cameras is named. Start traction-cloud with --cameras FILE."};
inline constexpr RefusalCode camera_file_not_valid{
    "camera_file_not_valid",
    "The file of cameras is wrong; `line` says where, `why` how. Correct it; what was loaded before stays."};

inline constexpr std::array kAll{message_too_large,
                                 message_too_deep,
                                 message_not_json,
                                 message_not_understood,
                                 vin_not_valid,
                                 verb_unknown,
                                 id_reused,
                                 too_many_attempts,
                                 sign_in_refused,
                                 signed_out,
                                 password_must_be_changed,
                                 password_wrong,
                                 account_unknown,
                                 device_unknown,
                                 staff_unknown,
                                 vehicle_not_in_garage,
                                 vehicle_unavailable,
                                 garage_full,
                                 vehicle_not_known,
                                 vehicle_not_known_yet,
                                 pairing_code_missing,
                                 pairing_code_wrong,
                                 contract_unknown,
                                 invoice_unknown,
                                 command_unknown,
                                 notification_unknown,
                                 teardown_unknown,
                                 vehicle_without_owner,
                                 grant_needed,
                                 email_not_valid,
                                 text_not_valid,
                                 vin_required,
                                 password_required,
                                 password_too_short,
                                 password_not_new,
                                 store_is_on_the_web,
                                 not_store_member,
                                 code_not_valid,
                                 staff_name_taken,
                                 last_operator_stays,
                                 vehicle_data_in_app,
                                 order_unknown,
                                 country_not_served,
                                 cart_empty,
                                 product_not_offered,
                                 term_not_offered,
                                 conditions_not_in_force,
                                 conditions_not_accepted,
                                 billing_address_missing,
                                 payment_means_missing,
                                 price_changed,
                                 only_help_desk_ends,
                                 contract_not_running,
                                 contract_already_running,
                                 renewal_window_not_open,
                                 renewal_window_closed,
                                 already_renewed,
                                 pack_not_extendable,
                                 extended_far_enough,
                                 day_out_of_reach,
                                 nothing_to_end,
                                 means_expired,
                                 deadline_passed,
                                 command_already_sent,
                                 command_ended,
                                 car_unreachable_too_long,
                                 notice_always_told,
                                 notice_mailed_anyway,
                                 quiet_hours_empty,
                                 sight_end_not_valid,
                                 clock_never_goes_back,
                                 backup_failed,
                                 camera_file_not_named,
                                 camera_file_not_valid};

}  // namespace traction::wire::refused
