import type { SameIds } from '../language/text.js';
import type en from './words.en.js';

export default {
  'organization.title': 'Niveaux',
  'organization.since': 'depuis le {day}',
  'organization.lapsesOn': 'échéance le {day}',
  'organization.noLapse': 'sans échéance',
  'organization.requirementsOf': 'Ce que demande le niveau {tier}',
} satisfies SameIds<typeof en>;
