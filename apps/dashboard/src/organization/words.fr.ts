import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'organization.since': 'depuis le {day}',
  'organization.noneSince': 'aucun niveau depuis le {day}',
  'organization.lapsesOn': 'échéance le {day}',
  'organization.badge': 'Badge détenu : {tier} ; renouvellement à partir du {day}.',
  'organization.badgeAtRisk': 'Le niveau ne sera pas atteint alors.',
  'organization.requirementsOf': 'Ce que demande le niveau {tier}',

  'organization.toKeep': 'Pour garder le niveau {tier} le {day} :',
  'organization.toReach': 'Pour atteindre le niveau {tier} :',
  'organization.nothingToDo': 'Rien à faire : aucune échéance n’est prévue.',
  'organization.nothingNeeded': 'rien de plus n’est nécessaire.',
  'organization.step.revenue': 'vendre {amount} de plus pour « {requirement} »',
  'organization.step.revenueBefore':
    'vendre {amount} de plus pour « {requirement} » avant le {day}',
  'organization.step.pass': '{individual} réussit {exams}',
  'organization.step.passes':
    '{people, plural, one {# personne réussit} other {# personnes réussissent}} {exams, plural, one {# examen de plus} other {# examens de plus}}',
  'organization.step.people':
    'trouver {people, plural, one {# autre personne} other {# autres personnes}} à certifier',
  'organization.step.other': 'satisfaire « {requirement} »',
  'organization.step.impossible': '« {requirement} » ne peut plus être satisfait',

  'organization.revenue': 'Revenu de douze mois',
  'organization.revenueOf': 'Exigence',
  'organization.revenueNamed': '{option} : {requirement}',
  'organization.range': 'Période',
  'organization.range.1y': 'Un an autour',
  'organization.range.3y': 'Trois ans avant',
  'organization.range.all': 'Tout',
  'organization.bookingsOn': 'Ventes du {day}',

  'organization.history': 'Niveaux au fil du temps',
  'organization.historyChart':
    'Le niveau atteint dans chaque option depuis l’inscription ; le tableau ci-dessous dit la même chose.',
  'organization.historyTable': 'La même chose en tableau',
  'organization.option': 'Option',
  'organization.from': 'Du',
  'organization.to': 'Au (exclu)',
  'organization.tier': 'Niveau',

  'organization.announced': 'Dernières annonces',
  'organization.announced.all':
    '{count, plural, one {L’annonce, avec ses raisons} other {Les # annonces, avec leurs raisons}}',
  'organization.announced.then': 'Ce qui avait été annoncé au moment que vous avez choisi.',
  'organization.announced.noneThen': 'Rien n’avait encore été annoncé',
  'organization.announced.noneThenText':
    'Une annonce appartient au jour où elle a été faite, quel que soit le jour dont elle parle.',
  'organization.announced.none': 'Rien n’a été annoncé',
  'organization.announced.noneText':
    'Les niveaux atteints, perdus, menacés ou corrigés apparaissent ici dès qu’ils sont constatés.',
  'organization.announced.tier.attained': 'a atteint le niveau {to} le {day}.',
  'organization.announced.tier.lapsed': 'est passée de {from} à {to} le {day}.',
  'organization.announced.tier.at-risk':
    'passe de {from} à {to} le {day} : dans {days, plural, one {# jour} other {# jours}} ou moins.',
  'organization.announced.tier.restated': 'a été corrigée à partir du {day}.',
  'organization.announced.acknowledged': 'pris en compte',
} satisfies SameIds<typeof en>;
