import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'keys.title': 'Clés',
  'keys.about':
    'Quiconque demande quelque chose à ce service a une clé : les personnes qui se connectent ici, et les programmes.',
  'keys.make': 'Créer une clé',
  'keys.none': 'Aucune clé n’a encore été créée',
  'keys.noneText':
    'Vous êtes connecté avec la clé des réglages du service ; créez-en une pour chaque autre.',
  'keys.list': 'Clés, les plus anciennes d’abord',
  'keys.name': 'Nom',
  'keys.nameHint': 'Qui l’a, ou à quoi elle sert : il figure à côté de ce qu’elle fait.',
  'keys.role': 'Rôle',
  'keys.organizations': 'Organisations',
  'keys.organizationsHint': 'Identifiants séparés par des virgules. Vide : toutes.',
  'keys.organizationsAdmin': 'La clé d’un administrateur vaut pour toutes.',
  'keys.all': 'toutes',
  'keys.created': 'Créée',
  'keys.expires': 'Expire',
  'keys.expiresOn': 'Premier jour où elle ne vaut plus',
  'keys.expiresHint': 'Vide : elle vaut jusqu’à sa révocation.',
  'keys.never': 'jamais',
  'keys.role.admin': 'Fait tout : lit, enregistre, et crée des clés et des destinataires.',
  'keys.role.ingest': 'Enregistre des faits et importe des fichiers ; ne lit rien.',
  'keys.role.read': 'Lit tout de ses organisations, et prend connaissance des alertes.',
  'keys.role.auditor':
    'Lit tout de ses organisations, et qui a demandé quoi au service ; ne modifie rien.',
  'keys.save': 'Créer',
  'keys.made': 'La clé est créée',
  'keys.secret': 'La clé « {name} »',
  'keys.done': 'Terminé',
  'keys.yours': 'la vôtre',
  'keys.revoke': 'Révoquer',
  'keys.revokeHint': 'Révoquer la clé {name}',
  'keys.revokeTitle': 'Révoquer cette clé ?',
  'keys.revokeText':
    '« {name} » ne vaut plus dès cet instant, et quiconque est connecté avec elle est déconnecté. Elle ne peut pas être rendue.',
  'keys.revokeOwn': 'Vous êtes vous-même connecté avec elle.',
} satisfies SameIds<typeof en>;
