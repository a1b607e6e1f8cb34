#include "cloud/mail/letter_texts.hpp"

namespace traction::mail {
namespace {

// A no-break space (\u00a0) stands before a colon.
constexpr LanguageTexts kFrench{
    .code = "fr",
    .greeting = "Bonjour,",
    .letters = {{
        {.subject = Subject::activation,
         .title = "Activez votre compte Traction",
         .paragraphs =
             {"Merci de votre inscription. Il reste une étape\u00a0: montrer que cette adresse est la "
              "vôtre.",
              "Utilisez le lien ci-dessous, ou saisissez ce code là où vous vous êtes inscrit\u00a0: "
              "{code}",
              "Les deux sont utilisables jusqu’au {usable_until}.",
              "Si vous ne vous êtes pas inscrit, ne faites rien. Ce qui a été saisi est effacé après "
              "ce jour."},
         .button = "Activer mon compte"},
        {.subject = Subject::activated,
         .title = "Votre compte Traction est prêt",
         .paragraphs =
             {"Votre compte est actif, dans l’application comme dans la boutique.",
              "Votre identifiant de connexion est\u00a0: {sign_in_id}",
              "À la première connexion, il vous sera demandé de choisir un mot de passe. Jusque-là, "
              "c’est\u00a0: {password}"},
         .button = "Me connecter"},
        {.subject = Subject::new_password,
         .title = "Un nouveau mot de passe pour votre compte Traction",
         .paragraphs =
             {"Un nouveau mot de passe a été demandé. Il vaut pour l’application et pour la "
              "boutique\u00a0: {password}",
              "L’ancien cesse de fonctionner à la première connexion avec le nouveau, et il vous sera "
              "demandé d’en choisir un.",
              "Si vous ne l’avez pas demandé, gardez l’ancien\u00a0: rien n’a changé."},
         .button = "Me connecter"},
        {.subject = Subject::address_known,
         .title = "Vous avez déjà un compte Traction",
         .paragraphs =
             {"Quelqu’un, peut-être vous, a voulu s’inscrire avec cette adresse. Elle a déjà un compte, "
              "et rien n’a été changé.",
              "Si c’était vous, connectez-vous. Si vous avez oublié votre mot de passe, demandez-en un "
              "nouveau au même endroit.",
              "Si ce n’était pas vous, ne faites rien."},
         .button = "Me connecter"},
        {.subject = Subject::password_changed,
         .title = "Votre mot de passe Traction a été changé",
         .paragraphs =
             {"Le mot de passe de votre compte a été changé, pour l’application et pour la boutique. "
              "Tous les autres appareils ont été déconnectés.",
              "Si ce n’était pas vous, demandez aussitôt un nouveau mot de passe et appelez "
              "l’assistance\u00a0: {help_desk}"},
         .button = "Demander un nouveau mot de passe"},
        {.subject = Subject::email_changed,
         .title = "L’adresse de votre compte Traction a été changée",
         .paragraphs = {"Les messages de votre compte vont désormais à\u00a0: {email}",
                        "Tous les autres appareils ont été déconnectés.",
                        "Si ce n’était pas vous, demandez un nouveau mot de passe et appelez aussitôt "
                        "l’assistance\u00a0: {help_desk}"},
         .button = "Demander un nouveau mot de passe"},
        {.subject = Subject::confirm_email,
         .title = "Confirmez la nouvelle adresse de votre compte Traction",
         .paragraphs =
             {"Cette adresse doit devenir celle d’un compte Traction. Montrez qu’elle est la vôtre.",
              "Utilisez le lien ci-dessous, ou saisissez ce code là où vous avez demandé le "
              "changement\u00a0: {code}",
              "Les deux sont utilisables jusqu’au {usable_until}.",
              "Si vous ne l’avez pas demandé, ne faites rien\u00a0: le compte garde l’adresse qu’il "
              "a."},
         .button = "Confirmer mon adresse"},
        {.subject = Subject::vehicle_moved,
         .title = "Votre voiture {vin} est passée dans un autre garage",
         .paragraphs =
             {"Le {at}, un autre compte a associé la voiture {vin}. Vous ne la voyez et ne la commandez "
              "plus.",
              "Ses contrats ne sont plus renouvelés automatiquement, et aucun paiement futur n’utilise "
              "votre moyen de paiement.",
              "Si vous ne l’avez ni vendue ni donnée, appelez aussitôt l’assistance\u00a0: "
              "{help_desk}"}},
        {.subject = Subject::contracts_ended,
         .title = "Les contrats de votre voiture {vin} ont pris fin",
         .paragraphs =
             {"En raison de {reason}, les contrats de la voiture {vin} ont pris fin le {at}.",
              "Vous ne la voyez et ne la commandez plus, et ses données sont effacées. Ce qui n’avait "
              "pas été prélevé ne le sera jamais.",
              "Si vous ne vous y attendiez pas, appelez l’assistance\u00a0: {help_desk}"}},
        {.subject = Subject::notice, .title = "{title}", .paragraphs = {"{text}"}},
        {.subject = Subject::account_erased,
         .title = "Votre compte Traction est effacé",
         .paragraphs =
             {"Votre compte et ses données personnelles ont été effacés le {at}.",
              "Les contrats et les factures sont gardés aussi longtemps que la loi l’exige, sans plus "
              "de vos données qu’il n’en faut.",
              "Ceci est le dernier message de ce compte."}},
    }},
    .end_reasons = {"sa vente", "son vol", "sa destruction", "la fin de sa location", "une autre raison"},
    .help_desk = "+33 1 70 00 00 00",
    .closing =
        "Traction envoie ce message en raison de votre compte. Personne chez Traction ne demande jamais "
        "votre mot de passe."};
static_assert(has_every_subject(kFrench));

}  // namespace

const LanguageTexts& french() {
    return kFrench;
}

}  // namespace traction::mail
