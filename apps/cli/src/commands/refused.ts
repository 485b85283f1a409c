import type { Refusal } from '@app/projections';
import { UsageError } from '../settings.js';

/** A question that has no answer is a usage error here: the caller named what is not there. */
export function refused({ code, detail }: Refusal): never {
  throw new UsageError(`${detail} (${code})`, code);
}

/** The refusal that every question gives for an organization that is not there. */
export function organizationUnknown(organizationId: string): never {
  const detail = `no organization ${organizationId} is enrolled`;
  return refused({ code: 'organization-unknown', detail });
}
