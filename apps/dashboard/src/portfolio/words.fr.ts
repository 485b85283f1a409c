import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'portfolio.title': 'Portefeuille',
  'portfolio.count':
    '{count, plural, =0 {Aucune organisation} one {# organisation} other {# organisations}}',
  'portfolio.table': 'Organisations avec leurs niveaux',
  'portfolio.filters': 'Quelles organisations',
  'portfolio.search': 'Nom ou identifiant',
  'portfolio.option': 'Option',
  'portfolio.tier': 'Niveau',
  'portfolio.market': 'Marché',
  'portfolio.any': 'Indifférent',
  'portfolio.tier.none': 'Aucun niveau dans une option',
  'portfolio.clear': 'Effacer les filtres',
  'portfolio.organization': 'Organisation',
  'portfolio.standings': 'Niveaux',
  'portfolio.nextLapse': 'Prochaine échéance',
  'portfolio.noLapse': 'Aucune échéance',
  'portfolio.empty.title': 'Aucune organisation n’est encore inscrite',
  'portfolio.empty.text':
    'Enregistrez un fait OrganizationEnrolled par l’API, ou importez un fichier ; elle apparaîtra ici d’elle-même.',
  'portfolio.noneFound.title': 'Aucune organisation ne correspond à ces filtres',
  'portfolio.noneFound.text': 'Retirez un filtre, ou cherchez une autre partie du nom.',
  'portfolio.travelled':
    'Les niveaux et les jours du tableau sont ceux du moment que vous avez choisi.',
  'portfolio.travelled.revision':
    'Une révision est celle d’une seule organisation : les niveaux du tableau sont tels qu’ils sont connus à présent.',
  'portfolio.travelled.today':
    'Quelles organisations sont affichées, par quels filtres, et combien elles sont, cela est à la date d’aujourd’hui.',
  'portfolio.travelled.order': 'La prochaine échéance à partir d’aujourd’hui vient en premier.',
  'portfolio.notKnownThen': 'Inconnue alors',
  'portfolio.notAnswered': 'Sans réponse',
  'portfolio.counts': 'Combien, et lesquelles',
  'portfolio.counts.all': 'organisations',
  'portfolio.counts.gold': 'avec un niveau Gold',
  'portfolio.counts.silver': 'avec un niveau Silver',
  'portfolio.counts.within': 'à échéance sous {days, plural, one {# jour} other {# jours}}',
  'portfolio.within': 'Échéance',
  'portfolio.within.days': 'Sous {days, plural, one {# jour} other {# jours}}',
} satisfies SameIds<typeof en>;
