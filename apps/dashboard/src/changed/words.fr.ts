import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'changed.title': 'Changé depuis',
  'changed.intro':
    'Ce qui est dit du {day} à présent, face à ce qui était dit à la révision {revision}, enregistrée le {recordedAt} : {since, plural, =0 {rien n’a été enregistré depuis.} one {# fait a été enregistré depuis.} other {# faits ont été enregistrés depuis.}}',
  'changed.nothingAsked': 'Choisissez ce qui était connu alors',
  'changed.nothingAskedText':
    'Tout ce qui est connu à présent est affiché. Choisissez un moment ou une révision avec l’horloge ci-dessus, ou commencez par l’un de ceux-ci.',
  'changed.before':
    '{count, plural, one {avant le dernier fait} other {avant les # derniers faits}}',
  'changed.first': 'à l’inscription',
  'changed.option': 'Option',
  'changed.then': 'Dit alors',
  'changed.now': 'Dit à présent',
  'changed.same': 'inchangé',
  'changed.tierUntil': '{tier}, échéance le {day}',
  'changed.tierForGood': '{tier}, sans échéance prévue',
  'changed.none': 'Aucun niveau',
  'changed.notEnrolled': 'pas inscrite',
  'changed.standing': 'Ce jour-là',
  'changed.requirements': 'Exigences dont les chiffres ont changé',
  'changed.requirementsNone': 'Aucun chiffre de ce jour n’a changé.',
  'changed.requirementOf': '{tier} : {requirement}',
  'changed.requirement': 'Exigence',
  'changed.history': 'Jours corrigés',
  'changed.historyNone': 'Aucun jour n’a un autre niveau que ce qui était dit.',
  'changed.from': 'Du',
  'changed.to': 'Au (exclu)',
  'changed.was': 'Était',
  'changed.is': 'Est',
  'changed.forGood': 'sans fin',
  'changed.facts': 'Pourquoi : ce qui a été enregistré depuis',
  'changed.factsNone': 'Rien n’a été enregistré depuis.',
  'changed.why': 'Faits qui font la différence',
  'changed.whyNone': 'Aucun fait pris en compte : le seuil ou le marché est un autre.',
  'changed.whichFacts': 'Quels faits ?',
  'changed.whichFactsOf': 'Quels faits ont changé {requirement} de {option} ?',
  'changed.fact': 'Fait',
  'changed.notKnown': 'inconnu',
  'changed.onThatDay': 'Comparer le {day}',
  'changed.recorded': 'Enregistré le {at}',
  'changed.more': 'En afficher plus',

  'changed.fact.OrganizationEnrolled':
    'Inscrite sous le nom {name}, {market}, dès le {effectiveOn}',
  'changed.fact.OrganizationCorrected': 'L’inscription a été corrigée',
  'changed.fact.MarketReassigned': 'Marché {market} dès le {effectiveOn}',
  'changed.fact.IndividualJoined': '{individualId} est arrivé le {effectiveOn}',
  'changed.fact.IndividualLeft': '{individualId} est parti le {effectiveOn}',
  'changed.fact.ExamPassed': '{individualId} a réussi {exam} le {passedOn}',
  'changed.fact.CertificationEarned': '{individualId} a obtenu {certification} le {earnedOn}',
  'changed.fact.PartnerOfRecordAssociated':
    'Partenaire de référence de {customerId} dès le {effectiveOn}',
  'changed.fact.PartnerOfRecordDissociated':
    'N’est plus partenaire de référence de {customerId} dès le {effectiveOn}',
  'changed.fact.AssociationRegistered': 'Associée à {customerId} dès le {effectiveOn}',
  'changed.fact.AssociationEnded': 'N’est plus associée à {customerId} dès le {effectiveOn}',
  'changed.fact.RevenueBooked':
    '{bookingId} : {money} de {customerId} le {bookedOn} pour {product}',
  'changed.fact.MeasureReported': '{measure} vaut {value} dès le {effectiveOn}',
  'changed.fact.AttributeAssigned': '{attribute} vaut {value} dès le {effectiveOn}',
  'changed.fact.MembershipPurchased': 'Badge acheté pour {competency} le {purchasedOn}',
  'changed.fact.FactRetracted': 'Retiré : {factId} ({reason})',
  'changed.fact.FactReinstated': 'Compte de nouveau : {factId} ({reason})',
  'changed.fact.ExchangeRatePublished': 'Taux de change de {currency} le {publishedOn}',
} satisfies SameIds<typeof en>;
