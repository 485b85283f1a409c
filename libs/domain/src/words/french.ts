import type { ReasonWords, Words } from './words.js';

/** Of one, and of several. */
const REASONS: ReasonWords<readonly [string, string]> = {
  all: {
    retracted: ['fait retiré après son enregistrement', 'faits retirés après leur enregistrement'],
    'outside-window': invariable('hors de la période qui compte'),
    product: invariable('pour un produit qui ne compte pas ici'),
    'revenue-type': invariable('d’un type de revenu qui ne compte pas ici'),
    'not-partner-of-record': [
      'compterait si vous étiez associé au client',
      'compteraient si vous étiez associé au client',
    ],
    'not-a-member': invariable('hors de l’entreprise ce jour-là'),
    'place-filled': [
      'qualifiée, mais toutes les places sont prises',
      'qualifiées, mais toutes les places sont prises',
    ],
    expired: ['compterait si rien n’avait expiré', 'compteraient si rien n’avait expiré'],
    'not-yet': invariable('pas encore en vigueur ce jour-là'),
    incomplete: invariable('pas assez de ce qui est demandé'),
  },
  ofKind: {
    'customer-count': {
      'outside-window': [
        'avait déjà acheté avant la période qui compte',
        'avaient déjà acheté avant la période qui compte',
      ],
      incomplete: invariable('moins de revenu que ce qui est demandé de chacun'),
    },
    'reported-measure': {
      expired: ['remplacé par un relevé plus récent', 'remplacés par un relevé plus récent'],
    },
    'organization-attribute': {
      expired: ['remplacée par une valeur plus récente', 'remplacées par une valeur plus récente'],
      incomplete: invariable('aucune des valeurs demandées'),
    },
    'qualified-individuals': {
      retracted: [
        'compterait si aucun examen ni aucune certification n’avait été retiré',
        'compteraient si aucun examen ni aucune certification n’avait été retiré',
      ],
      'not-yet': [
        'compterait si tout avait été obtenu ce jour-là',
        'compteraient si tout avait été obtenu ce jour-là',
      ],
      incomplete: invariable('sans une partie de ce qui est demandé'),
    },
  },
};

const NOUNS = {
  'rolling-revenue': ['vente', 'ventes'],
  'customer-count': ['client', 'clients'],
  'reported-measure': ['relevé', 'relevés'],
  'organization-attribute': ['valeur', 'valeurs'],
  'qualified-individuals': ['personne', 'personnes'],
  'all-of': ['partie', 'parties'],
  'any-of': ['partie', 'parties'],
} as const;

export const french: Words = {
  locale: 'fr-FR',
  associations: {
    'partner-of-record': 'partenaire de référence',
    'transacting-partner': 'partenaire de transaction',
    'delegated-administrator': 'administrateur délégué',
  },
  heading: ({ organization, option, day, revision, recordedAt }) =>
    `${organization}, ${option}, au ${day}, tel que connu à la révision ${revision} (enregistrée le ${recordedAt})`,
  attained({ tier, since, lapsesOn }) {
    if (since === null)
      return 'L’organisation n’est pas inscrite ce jour-là ; elle n’a donc aucun niveau.';
    const held = tier === null ? 'Aucun niveau n’est atteint' : `Le niveau ${tier} est atteint`;
    const until =
      lapsesOn === null
        ? tier === null
          ? ''
          : ', et rien de connu ne le fait perdre'
        : ` ; en l’état il est perdu le ${lapsesOn}`;
    return `${held}, depuis le ${since}${until}.`;
  },
  held({ tier, renewalOpensOn, atRisk }) {
    const badge = tier === null ? 'Aucun badge n’est détenu' : `Le badge ${tier} est détenu`;
    const risk = atRisk
      ? ' En l’état les règles ne sont pas remplies à cette date, et il ne peut pas être renouvelé.'
      : '';
    return `${badge} ; son renouvellement ouvre le ${renewalOpensOn}.${risk}`;
  },
  finding({ tier, id, met, kind, actual, required, shortBy }) {
    const verdict = met ? 'est rempli' : 'n’est pas rempli';
    const noun = kind === 'qualified-individuals' ? ' places pourvues' : '';
    const short = met || shortBy === null ? '' : ` ; il manque ${shortBy}`;
    return `${tier} : ${id} ${verdict} : ${actual} sur ${required}${noun}${short}.`;
  },
  window: ({ from, to, kind }) =>
    `Compte ce qui a été ${kind === 'reported-measure' ? 'relevé' : 'vendu'} du ${from} au ${to} inclus.`,
  counted({ kind, count, names }) {
    const of = names.length === 0 ? '' : ` : ${names.join(', ')}`;
    return `Pris en compte : ${count} ${noun(kind, count)}${of}.`;
  },
  notCounted({ kind, total: { reason, amount }, count }) {
    const what = `${count} ${noun(kind, count)}`;
    const said = REASONS.ofKind[kind]?.[reason] ?? REASONS.all[reason];
    return `Non pris en compte : ${amount === null ? what : `${amount} en ${what}`} : ${said[isSingular(count) ? 0 : 1]}.`;
  },
  products: ({ products, associations, association }) =>
    `Il faut du revenu de ${products}, de clients dont vous êtes ${associations} pour ${association}.`,
  lacks: ({ individual, credentials }) => `Il manque à ${individual} : ${credentials}.`,
  moreLack: ({ count }) =>
    `Il manque quelque chose à ${count} ${isSingular(count) ? 'autre membre' : 'autres membres'}.`,
  rules: ({ edition }) => `Selon les règles de l’édition ${edition}.`,
  policies({ window, attribution, alternatives }) {
    const period =
      window === 'by-day'
        ? 'les douze mois sont comptés au jour près'
        : 'les douze mois sont les mois civils entiers qui précèdent le mois en cours';
    const day =
      attribution === 'prospective'
        ? 'l’association au jour de la vente est déterminante'
        : 'l’association au jour demandé est déterminante pour toutes les ventes de la période';
    const group =
      alternatives === null
        ? ''
        : alternatives === 'mixed'
          ? ' ; les personnes d’un groupe peuvent combiner ses alternatives'
          : ' ; toutes les personnes d’un groupe suivent la même alternative';
    return `Lecture retenue là où le texte est muet : ${period} ; ${day}${group}.`;
  },
  anniversary: (policy) =>
    policy === 'from-anniversary'
      ? 'Un badge renouvelé vaut douze mois à compter de l’anniversaire précédent.'
      : 'Un badge renouvelé vaut douze mois à compter du jour de son achat.',
  newEdition: () => 'Une nouvelle édition juge tout le monde dès son premier jour.',
  reading: ({ about, reading }) => `Sur « ${about} » : ${reading}`,
  says: ({ document, heading, says }) =>
    says === null ? `Voir « ${document} », ${heading}.` : `« ${says} » (${document}, ${heading}).`,
  list: (items, word) => new Intl.ListFormat('fr-FR', { type: LISTS[word] }).format(items),
};

const LISTS = { and: 'conjunction', or: 'disjunction' } as const;

function noun(kind: keyof typeof NOUNS, count: string): string {
  return NOUNS[kind][isSingular(count) ? 0 : 1];
}

function isSingular(count: string): boolean {
  return count === '0' || count === '1';
}

function invariable(words: string): readonly [string, string] {
  return [words, words];
}
