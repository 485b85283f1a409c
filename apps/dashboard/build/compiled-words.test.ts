import { describe, expect, test } from '@jest/globals';
import { withFrenchSpaces } from './compiled-words.js';

describe('words in French', () => {
  test.each([
    ['Pour garder : « Or »', 'Pour garder\u00a0: «\u00a0Or\u00a0»'],
    ['Prêt ? Oui ! Puis ; rien', 'Prêt\u202f? Oui\u202f! Puis\u202f; rien'],
    [
      '{count, plural, one {# jour} other {# jours}} : tout',
      '{count, plural, one {# jour} other {# jours}}\u00a0: tout',
    ],
    ['https://exemple.fr et 12:30', 'https://exemple.fr et 12:30'],
  ])('“%s” ends no line before a mark', (message, expected) => {
    expect(withFrenchSpaces(message)).toBe(expected);
  });
});
