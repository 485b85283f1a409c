import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'access.title': 'Journal des accès',
  'access.about':
    'Qui a demandé quoi à ce service. Un enregistrement vaut pour toutes les demandes identiques d’une même seconde.',
  'access.filters': 'Les enregistrements affichés',
  'access.from': 'Dès le',
  'access.to': 'Avant le',
  'access.key': 'Identifiant de la clé',
  'access.organization': 'Identifiant de l’organisation',
  'access.route': 'Route',
  'access.only': 'Seulement {value}',
  'access.clear': 'Effacer les filtres',
  'access.none': 'Aucun enregistrement ne correspond',
  'access.table': 'Journal des accès, les plus récents d’abord',
  'access.request': 'Demande',
  'access.at': 'Quand',
  'access.outcome': 'Résultat',
  'access.times': 'Fois',
  'access.address': 'Depuis l’adresse',
} satisfies SameIds<typeof en>;
