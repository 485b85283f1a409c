import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'charts.forecast': 'Prévision sans nouvelle vente',
  'charts.today': 'Aujourd’hui',
  'charts.asked': 'Demandé : {day}',
  'charts.lapses': 'Échéance : {day}',
  'charts.needs': '{tier} demande {amount}',
  'charts.revenueOn': '{day} : {amount}',
  'charts.tierOn': 'niveau {tier} atteint',
  'charts.noTierOn': 'aucun niveau atteint',
  'charts.before': '{day} : pas encore inscrite',
  'charts.keys':
    'Gauche et droite vont de changement en changement, avec Maj de jour en jour ; Début et Fin vont aux extrémités ; Entrée affiche les ventes du jour.',
  'charts.asTable': 'La même chose en tableau',
  'charts.table': 'Jours où quelque chose change, du {from} au {to}',
  'charts.day': 'Jour',
  'charts.amount': 'Revenu de douze mois',
  'charts.tier': 'Niveau atteint',
  'charts.moreRows': 'En afficher plus (encore {left, plural, one {# ligne} other {# lignes}})',
} satisfies SameIds<typeof en>;
