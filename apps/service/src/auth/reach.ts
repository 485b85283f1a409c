import type { Key } from '@app/database';
import { Problem } from '../problems/problem.js';

/** Whether `key` reaches the organization; `null` = the service's own work, which only a key of every organization reaches. */
export function mayReach(key: Key | null, organizationId: string | null): boolean {
  if (key?.organizations === undefined) return true;
  return organizationId !== null && key.organizations.includes(organizationId);
}

/** Throws a problem where a key asks for an organization that it does not reach. */
export function refuseOther(key: Key | null, organizationId: string | undefined): void {
  if (organizationId === undefined || mayReach(key, organizationId)) return;
  throw new Problem('organization-not-allowed', 'the key is limited to other organizations');
}
