import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'programs.title': 'Programmes',
  'programs.about':
    'Les règles qui décident de chaque niveau, en toutes lettres, chacune avec la phrase du document dont elle est tirée. Les documents parlent leur propre langue.',
  'programs.none': 'Il n’y a aucun programme',
  'programs.edition': 'Édition {id}',
  'programs.publishedOn': 'Publiée',
  'programs.effectiveFrom': 'En vigueur dès',
  'programs.always': 'l’origine',
  'programs.contentHash': 'Empreinte du contenu',
  'programs.policies': 'Lecture retenue là où le texte est muet',
  'programs.policy.window.by-day': 'Les douze mois sont comptés au jour près.',
  'programs.policy.window.by-month':
    'Les douze mois sont les mois civils entiers qui précèdent le mois en cours.',
  'programs.policy.attribution.prospective': 'L’association au jour de la vente est déterminante.',
  'programs.policy.attribution.retroactive':
    'L’association au jour demandé est déterminante pour toutes les ventes de la période.',
  'programs.policy.alternatives.mixed':
    'Les personnes d’un groupe peuvent combiner ses alternatives.',
  'programs.policy.alternatives.unmixed':
    'Toutes les personnes d’un groupe suivent la même alternative.',
  'programs.policy.newEdition.at-once':
    'Une nouvelle édition juge tout le monde dès son premier jour.',
  'programs.policy.anniversary.from-anniversary':
    'Un badge renouvelé vaut douze mois à compter de l’anniversaire précédent.',
  'programs.policy.anniversary.from-purchase':
    'Un badge renouvelé vaut douze mois à compter du jour de son achat.',
  'programs.readings': 'Lectures de phrases particulières',
  'programs.reading': 'Sur « {about} » : {reading}',

  'programs.says': '« {says} » ({document}, {heading})',
  'programs.see': 'Voir « {document} », {heading}',
  'programs.citations': 'Où cela se trouve',
  'programs.markets':
    '{developed} dans les marchés développés, {developing} dans les marchés en développement',
  'programs.revenue': 'Au moins {threshold}, en douze mois.',
  'programs.customers':
    'Au moins ce nombre de clients en douze mois : {threshold} ; chacun d’au moins {amount}.',
  'programs.customersNetNew':
    'Au moins ce nombre de nouveaux clients en douze mois : {threshold} ; chacun d’au moins {amount}.',
  'programs.measure.latest': '{measure}, selon le dernier relevé : au moins {threshold}.',
  'programs.measure.sum': '{measure}, en cumul sur douze mois : au moins {threshold}.',
  'programs.attribute': '{attribute} est {values}.',
  'programs.from': 'Compte le revenu de {products}.',
  'programs.fromTypes': 'Compte le revenu {types} de {products}.',
  'programs.associated': 'Le client vous a pour {kinds}, pour {products}.',
  'programs.everything': 'tout produit',
  'programs.revenueType.net-new': 'net nouveau',
  'programs.revenueType.recurring': 'récurrent',
  'programs.kind.partner-of-record': 'partenaire de référence',
  'programs.kind.transacting-partner': 'partenaire de transaction',
  'programs.kind.delegated-administrator': 'administrateur délégué',
  'programs.alternative': 'Alternative {number}',
  'programs.places':
    '{places, plural, one {# personne avec {holds}} other {# personnes, chacune avec {holds}}}',
  'programs.others': 'd’autres personnes que celles des groupes précédents',
  'programs.atLeast': '{count, number} parmi {of}',
  'programs.all-of': 'Tout ce qui suit :',
  'programs.any-of': 'L’un de ceux-ci :',

  'programs.products': '{count, plural, one {# produit} other {# produits}}',
  'programs.exams': '{count, plural, one {# examen} other {# examens}}',
  'programs.certifications': '{count, plural, one {# certification} other {# certifications}}',
  'programs.id': 'Identifiant',
  'programs.name': 'Nom',
  'programs.days': 'Jours',
  'programs.availableFrom': 'dès le {day}',
  'programs.retiredOn': 'retiré le {day}',
  'programs.acceptedUntil': 'accepté jusqu’avant le {day}',
  'programs.replacedBy': 'remplacé par {id}',
} satisfies SameIds<typeof en>;
