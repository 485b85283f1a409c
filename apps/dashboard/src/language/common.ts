import { textOf } from './text.js';
import en from './words.en.js';
import fr from './words.fr.js';

/** The words of the frame and of what every view is made of. */
export const useCommonText = textOf({ en, fr });
export type CommonText = ReturnType<typeof useCommonText>;
