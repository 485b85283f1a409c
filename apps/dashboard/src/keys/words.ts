import { textOf } from '../language/text.js';
import en from './words.en.js';
import fr from './words.fr.js';

export const useKeysText = textOf({ en, fr });
