import type { Params } from 'nestjs-pino';
import { destination, pino } from 'pino';
import type { Config } from '../config.js';

const STANDARD_ERROR = 2;

/** JSON lines on the standard error; the standard output is for the person who starts the service. */
export function logging({ logLevel }: Config): Params {
  return {
    // No middleware: what is logged of a request is chosen, not serialised (`RequestLog`).
    forRoutes: [],
    pinoHttp: {
      autoLogging: false,
      logger: pino(
        { level: logLevel, base: null },
        destination({ fd: STANDARD_ERROR, sync: true }),
      ),
    },
  };
}
