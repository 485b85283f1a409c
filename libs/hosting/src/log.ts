import { destination, type Logger, pino } from 'pino';
import type { Config } from './config.js';

/** What is told to operators. */
export type Log = Record<
  'debug' | 'info' | 'warn' | 'error',
  (about: object, message: string) => void
>;

const STANDARD_ERROR = 2;

/** JSON lines on the standard error; the standard output is for the person who starts the process. */
export function newLogger({ logLevel }: Config): Logger {
  return pino({ level: logLevel, base: null }, destination({ fd: STANDARD_ERROR, sync: true }));
}
