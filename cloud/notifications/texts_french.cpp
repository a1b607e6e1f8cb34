#include "cloud/notifications/notice_texts.hpp"

namespace traction::notifications {
namespace {

constexpr LanguageTexts kFrench{
    .notices =
        {{{Kind::charge_complete, "La charge de votre voiture {0} s’est terminée le {1}\u00a0: {2}."},
          {Kind::rapid_charge_80,
           "Votre voiture {0} a atteint 80 % sur une borne rapide le {1}. La charge continue plus "
           "lentement."},
          {Kind::charging_fault, "La charge de votre voiture {0} s’est arrêtée le {1}\u00a0: {2}."},
          {Kind::contract_activated,
           "Un contrat de votre voiture {0} a commencé le {1}\u00a0: la voiture l’a confirmé."},
          {Kind::entitlement_pending,
           "Votre voiture {0} n’a pas confirmé un contrat depuis 7 jours. Conduisez-la là où il y a du "
           "réseau."},
          {Kind::renewal_reminder,
           "Un contrat de votre voiture {0} se termine {2}, le {1}. Il ne peut être renouvelé que ce "
           "jour-là."},
          {Kind::anniversary_reached,
           "Aujourd’hui, {1}, est le dernier jour d’un contrat de votre voiture {0}. Il peut être renouvelé "
           "jusqu’à minuit."},
          {Kind::contract_renewed, "Un contrat de votre voiture {0} a été renouvelé le {1}."},
          {Kind::contract_extended, "Un contrat de votre voiture {0} a été prolongé d’une période le {1}."},
          {Kind::contract_suspended,
           "Un contrat de votre voiture {0} est suspendu depuis le {1}, parce qu’il n’a pas pu être prélevé. "
           "Il se termine dans 14 jours, sauf s’il est payé avant\u00a0: vérifiez votre moyen de paiement."},
          {Kind::contract_resumed, "Un contrat de votre voiture {0} a repris le {1}\u00a0: il est payé."},
          {Kind::contract_expired,
           "Un contrat de votre voiture {0} n’a pas été renouvelé. Il est terminé, et son service dans la "
           "voiture aussi."},
          {Kind::contract_ended, "Un contrat de votre voiture {0} s’est terminé avant son terme, le {1}."},
          {Kind::teardown_done,
           "En raison de {2}, les contrats de la voiture {0} sont terminés, vous ne la voyez et ne la "
           "commandez plus, et ses données sont effacées. Si vous ne vous y attendiez pas, appelez le {3}."},
          {Kind::sight_granted,
           "L’assistance peut voir où se trouve votre voiture {0} jusqu’au {1}. Le motif indiqué\u00a0: {2}. "
           "Si "
           "vous ne vous y attendiez pas, appelez le {3}."},
          {Kind::charge_not_started,
           "Votre voiture {0} n’a pas commencé la charge programmée, le {1}, alors qu’elle est "
           "branchée\u00a0: {2}."},
          {Kind::charge_will_be_late,
           "Votre voiture {0} ne sera pas chargée autant que programmé\u00a0: la borne est trop lente, "
           "constaté le "
           "{1}."}}},
    .completions = {{{"full", "la batterie est pleine"},
                     {"limit_reached", "votre limite de charge est atteinte"},
                     {"target_reached", "votre objectif est atteint"}}},
    .completed = "la batterie est pleine",
    .faults = {{{"power_cut", "le courant a été coupé"},
                {"unplugged", "elle a été débranchée"},
                {"charge_point_error", "la borne a signalé une erreur"}}},
    .fault = "la voiture a signalé un défaut",
    .hindrances = {{{"power_cut", "la borne n’a pas de courant"},
                    {"charge_point_error", "la borne a signalé une erreur"},
                    {"part_failed", "sa prise de charge ne répond pas"}}},
    .hindrance = "la voiture ne sait pas pourquoi",
    .end_reasons = {"sa vente", "son vol", "sa destruction", "la fin de sa location", "une autre raison"},
    .tomorrow = "demain",
    .in_days = "dans {0} jours",
    .late = " Vous l’apprenez tard\u00a0: cela s’est passé le {0}, et n’était pas connu jusqu’ici."};
static_assert(has_every_kind(kFrench), "one row per kind, in the order of the kinds");

}  // namespace

const LanguageTexts& french() {
    return kFrench;
}

}  // namespace traction::notifications
