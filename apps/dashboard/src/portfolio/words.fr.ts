import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'portfolio.title': 'Portefeuille',
  'portfolio.count':
    '{count, plural, =0 {Aucune organisation} one {# organisation} other {# organisations}}',
  'portfolio.atLeast':
    '{count, plural, one {# organisation et plus} other {# organisations et plus}}',
  'portfolio.table': 'Organisations avec leurs niveaux d’aujourd’hui',
  'portfolio.filters': 'Quelles organisations',
  'portfolio.search': 'Nom ou identifiant',
  'portfolio.option': 'Option',
  'portfolio.tier': 'Niveau',
  'portfolio.market': 'Marché',
  'portfolio.any': 'Tous',
  'portfolio.tier.none': 'Aucun niveau dans une option',
  'portfolio.clear': 'Effacer les filtres',
  'portfolio.organization': 'Organisation',
  'portfolio.standings': 'Niveaux',
  'portfolio.nextLapse': 'Première échéance',
  'portfolio.noLapse': 'Aucune échéance',
  'portfolio.empty.title': 'Aucune organisation n’est encore inscrite',
  'portfolio.empty.text':
    'Enregistrez un fait OrganizationEnrolled par l’API, ou importez un fichier ; elle apparaîtra ici d’elle-même.',
  'portfolio.noneFound.title': 'Aucune organisation ne correspond à ces filtres',
  'portfolio.order.travelled':
    'Les niveaux sont ceux du moment choisi ; l’ordre et les filtres sont ceux d’aujourd’hui.',
} satisfies SameIds<typeof en>;
