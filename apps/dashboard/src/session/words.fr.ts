import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'session.title': 'Connexion',
  'session.key': 'Clé',
  'session.keyHint':
    'Une clé de ce service, telle qu’un administrateur l’a créée : elle commence par « assay_ ».',
  'session.signIn': 'Se connecter',
  'session.signingIn': 'Connexion en cours',
  'session.keyMissing': 'Saisissez une clé.',
  'session.refused':
    'Cette clé est inconnue, révoquée ou expirée. Vérifiez qu’elle est collée en entier, ou demandez-en une autre à un administrateur.',
  'session.tooMany':
    'Trop de tentatives depuis votre adresse. Réessayez dans {seconds, plural, one {# seconde} other {# secondes}}.',
  'session.unreachable': 'Le service ne répond pas. Vérifiez votre connexion et réessayez.',
  'session.other': 'Le service a refusé : {detail}',
  'session.about': 'Quels niveaux vous atteignez, pourquoi, depuis quand et jusqu’à quand.',
  'session.kept':
    'La clé est gardée dans un cookie qu’aucun script ne peut lire, jusqu’à ce que vous vous déconnectiez ou fermiez le navigateur.',
} satisfies SameIds<typeof en>;
