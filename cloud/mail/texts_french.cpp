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
        {.subject = Subject::notice,
         .title = "Votre voiture {vin}\u00a0: {kind}",
         .paragraphs =
             {"Cela s’est passé le {at}. L’application vous en dit plus.",
              "Vous recevez ce message parce que vous l’avez demandé. Vous pouvez y renoncer à tout "
              "moment dans les réglages de vos notifications."}},
        {.subject = Subject::account_erased,
         .title = "Votre compte Traction est effacé",
         .paragraphs =
             {"Votre compte et ses données personnelles ont été effacés le {at}.",
              "Les contrats et les factures sont gardés aussi longtemps que la loi l’exige, sans plus "
              "de vos données qu’il n’en faut.",
              "Ceci est le dernier message de ce compte."}},
        {.subject = Subject::order_confirmed,
         .title = "Votre commande pour la voiture {vin}",
         .paragraphs = {"Merci. Le {at}, vous avez commandé\u00a0: {products}",
                        "Le total est de {total}, taxes comprises. Rien n’est prélevé pour l’instant\u00a0: "
                        "chaque contrat l’est 14 jours après que la voiture l’a confirmé.",
                        "Vous avez accepté les conditions générales de vente de {conditions}. Le numéro de "
                        "votre commande est {order}."}},
        {.subject = Subject::entitlement_pending,
         .title = "Votre voiture {vin} n’a pas encore confirmé son contrat",
         .paragraphs =
             {"Il s’agit de\u00a0: {product}",
              "La voiture n’a pas confirmé le contrat en 7 jours, il n’a donc pas commencé. Elle le "
              "fait d’elle-même lorsqu’elle est en marche là où il y a du réseau.",
              "Rien n’est prélevé avant. Si la voiture a roulé depuis, appelez "
              "l’assistance\u00a0: {help_desk}"}},
        {.subject = Subject::renewal_reminder,
         .title = "Un contrat de votre voiture {vin} prend bientôt fin",
         .paragraphs = {"Il s’agit de\u00a0: {product}", "Jours jusqu’à son dernier jour\u00a0: {days_left}",
                        "Un pack se renouvelle le dernier jour, de minuit à minuit. Si vous avez demandé le "
                        "renouvellement automatique, vous n’avez rien à faire."}},
        {.subject = Subject::renewal_open,
         .title = "Un contrat de votre voiture {vin} se renouvelle aujourd’hui",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "C’est aujourd’hui son dernier jour. Renouvelez-le avant minuit, sinon il prend fin. "
                        "Si vous avez demandé le renouvellement automatique, vous n’avez rien à faire."}},
        {.subject = Subject::contract_renewed,
         .title = "Un contrat de votre voiture {vin} est renouvelé",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "La nouvelle période commence où finit la précédente, et elle est prélevée 14 jours "
                        "après son début."}},
        {.subject = Subject::contract_expired,
         .title = "Un contrat de votre voiture {vin} est arrivé à son terme",
         .paragraphs = {"Il s’agissait de\u00a0: {product}",
                        "La voiture n’offre plus ce service. Vous pouvez le racheter dans la boutique à tout "
                        "moment."}},
        {.subject = Subject::contract_ended,
         .title = "Il a été mis fin à un contrat de votre voiture {vin}",
         .paragraphs = {"Il s’agissait de\u00a0: {product}", "Il y a été mis fin avant son terme, le {at}.",
                        "Si vous ne vous y attendiez pas, appelez l’assistance\u00a0: {help_desk}"}},
        {.subject = Subject::contract_suspended,
         .title = "Un contrat de votre voiture {vin} est suspendu",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "Son paiement a été refusé plusieurs fois, le service est donc suspendu.",
                        "Indiquez un autre moyen de paiement sous 14 jours, et il reprend. Sinon le contrat "
                        "prend fin."}},
        {.subject = Subject::charge_paid,
         .title = "Votre paiement, facture {invoice}",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "Votre moyen de paiement a été débité. La facture porte le numéro {invoice}\u00a0; "
                        "elle est dans la boutique."}},
        {.subject = Subject::charge_refused,
         .title = "Un paiement a été refusé",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "Votre moyen de paiement a refusé un prélèvement. Vérifiez-le dans la boutique, ou "
                        "indiquez-en un autre.",
                        "Le prélèvement est tenté à nouveau le {next_try_at}."}},
        {.subject = Subject::offer,
         .title = "Du nouveau pour votre voiture {vin}",
         .paragraphs = {"La boutique a du nouveau qui convient à votre voiture\u00a0: {products}",
                        "Vous recevez ce message parce que vous avez accepté d’être averti des offres. Vous "
                        "pouvez revenir sur ce choix dans votre profil à tout moment."}},
        {.subject = Subject::contract_resumed,
         .title = "Un contrat de votre voiture {vin} reprend",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "Il est payé\u00a0: la voiture offre de nouveau ce service dès qu’elle est jointe. "
                        "Ses dates restent les mêmes."}},
        {.subject = Subject::contract_extended,
         .title = "Un contrat de votre voiture {vin} est prolongé",
         .paragraphs = {"Il s’agit de\u00a0: {product}",
                        "La nouvelle période commence où finit la précédente, et elle est prélevée 14 jours "
                        "après son début."}},
    }},
    .end_reasons = {"sa vente", "son vol", "sa destruction", "la fin de sa location", "une autre raison"},
    .products = {"Pack Monitoring", "Pack Mapping", "Pack Tracking", "Téléservices", "Connect Nav",
                 "SpeedCam / Zones de danger"},
    .notices = {"elle a fini de charger", "elle a atteint 80 % sur une borne rapide",
                "sa charge s’est arrêtée sur un défaut", "une charge programmée n’a pas commencé",
                "une charge programmée sera en retard", "un contrat a commencé",
                "l’assistance peut voir où elle se trouve"},
    .help_desk = "+33 1 70 00 00 00",
    .closing =
        "Traction envoie ce message en raison de votre compte. Personne chez Traction ne demande jamais "
        "votre mot de passe."};
static_assert(has_every_subject(kFrench) && names_every_notice(kFrench));

}  // namespace

const LanguageTexts& french() {
    return kFrench;
}

}  // namespace traction::mail
