import type { Role } from './session.js';

/** Whose keys may do what the views are for; the service says so too, and decides. */
export const READERS: readonly Role[] = ['admin', 'read', 'auditor'];
export const ACKNOWLEDGERS: readonly Role[] = ['admin', 'read'];
export const AUDITORS: readonly Role[] = ['admin', 'auditor'];
export const IMPORTERS: readonly Role[] = ['admin', 'ingest'];
export const ADMINISTRATORS: readonly Role[] = ['admin'];
