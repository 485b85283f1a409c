import { textOf } from '../language/text.js';
import en from './words.en.js';
import fr from './words.fr.js';

export const useAccessText = textOf({ en, fr });
