import type { Params } from 'nestjs-pino';
import type { Runtime } from '@app/hosting';

/** What is logged of requests goes where everything is logged. */
export function logging({ log }: Runtime): Params {
  return {
    // No middleware: what is logged of a request is chosen, not serialised (`RequestLog`).
    forRoutes: [],
    pinoHttp: { autoLogging: false, logger: log },
  };
}
