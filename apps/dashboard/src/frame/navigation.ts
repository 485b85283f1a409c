import type { LinkProps } from '@tanstack/react-router';
import type { CommonText } from '../language/common.js';
import { ADMINISTRATORS, AUDITORS, IMPORTERS, READERS } from '../session/roles.js';
import type { Role } from '../session/session.js';

export interface NavigationEntry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly word: Parameters<CommonText>[0];
  /** Who may look at it; absent = whoever reads. */
  readonly roles?: readonly Role[];
}

/** The links at the side of every view, in this order. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { to: '/', word: 'nav.portfolio', roles: READERS },
  { to: '/alerts', word: 'nav.alerts', roles: READERS },
  { to: '/receivers', word: 'nav.receivers', roles: ADMINISTRATORS },
  { to: '/imports', word: 'nav.imports', roles: IMPORTERS },
  { to: '/programs', word: 'nav.programs', roles: READERS },
  { to: '/keys', word: 'nav.keys', roles: ADMINISTRATORS },
  { to: '/access', word: 'nav.access', roles: AUDITORS },
];

/** Where one begins: the first view that one may look at. */
export function homeOf(role: Role): NavigationEntry['to'] {
  return NAVIGATION.find(({ roles }) => roles?.includes(role) !== false)?.to ?? '/';
}

/** The links above the views of one organization, in this order. */
export const ORGANIZATION_TABS: readonly NavigationEntry[] = [
  { to: '/organizations/$organizationId', word: 'nav.overview' },
  { to: '/organizations/$organizationId/people', word: 'nav.people' },
  { to: '/organizations/$organizationId/what-if', word: 'nav.whatIf' },
  { to: '/organizations/$organizationId/changed', word: 'nav.changed' },
  { to: '/organizations/$organizationId/claim', word: 'nav.claim' },
  { to: '/organizations/$organizationId/facts', word: 'nav.facts' },
];
