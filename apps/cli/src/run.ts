import type { ExitCode } from './exit-codes.js';
import type { Output } from './output.js';
import type { Settings } from './settings.js';

/** What a command does once its words are understood. */
export type Work = (settings: Settings, output: Output) => Promise<ExitCode>;

/** Does the work with the settings of the environment; the process ends with its exit code. */
export type Run = (work: Work) => Promise<void>;
