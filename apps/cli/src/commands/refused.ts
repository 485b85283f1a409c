import type { Refusal } from '@app/projections';
import { UsageError } from '../settings.js';

/** A question that has no answer is a usage error here: the caller named what is not there. */
export function refused({ code, detail }: Refusal): never {
  throw new UsageError(`${detail} (${code})`, code);
}
