import SCIMMY from 'scimmy';
import type { ScimUser } from '@app/database';
import { ENTERPRISE_USER } from './provider-spellings.js';
import type { UserFilter } from './user-filter.js';

/** What a provider says of a user, as far as it is kept. */
export interface ToldUser {
  readonly userName: string;
  readonly externalId?: string;
  readonly active: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Keeps the users of one organization for one request. */
export interface UserKeeper {
  /** Of a list; given here because the library fails over some filters that are none. */
  readonly filter?: UserFilter;
  /** Rejects with SCIM's 404 where there is none of the id. */
  one(id: string): Promise<ScimUser>;
  all(only?: UserFilter['only']): Promise<ScimUser[]>;
  /** Makes a user, or replaces the one of `id`. */
  keep(told: ToldUser, id: string | undefined): Promise<ScimUser>;
  remove(id: string): Promise<void>;
}

/** What is kept beside name, external id and `active`; the rest (telephones, addresses, passwords, …) is taken and forgotten. */
const KEPT = ['name', 'displayName', 'emails', 'title', 'preferredLanguage'];
const KEPT_OF_ENTERPRISE = ['employeeNumber', 'department', 'organization', 'manager'];

export const MAX_LISTED = 1_000;
export const BASE_PATH = '/scim/v2';

/** A user as SCIM's library takes and gives it. */
type Resource = Omit<InstanceType<typeof SCIMMY.Schemas.User>, 'schemas' | 'meta'>;

type Values = Readonly<Record<string, unknown>>;

const { User } = SCIMMY.Resources;

SCIMMY.Config.set({
  patch: true,
  filter: { supported: true, maxResults: MAX_LISTED },
  sort: true,
  etag: true,
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'A key of Assay',
      description: 'A key with the role ingest that is limited to one organization',
    },
  ],
});
SCIMMY.Resources.declare(User);
User.basepath(BASE_PATH);
User.extend(SCIMMY.Schemas.EnterpriseUser, false);
// The keeper is each call's context: the library knows one set of handlers in a process.
User.ingress(async ({ id }, instance, keeper: UserKeeper) =>
  resourceOf(await keeper.keep(toldBy(instance), id)),
);
User.egress(async ({ id }, { filter, ...keeper }: UserKeeper) => {
  if (id !== undefined) return resourceOf(await keeper.one(id));
  const users = (await keeper.all(filter?.only)).map(resourceOf);
  return filter === undefined ? users : users.filter(filter.matches);
});
User.degress(async ({ id }, keeper: UserKeeper) => {
  if (id !== undefined) await keeper.remove(id);
});

export { User as UserResource };

/** Changes with every change of the user (RFC 7644, section 3.14). */
export function versionTag({ version }: Pick<ScimUser, 'version'>): string {
  return `W/"${version}"`;
}

/** The user as SCIM shows it. */
export function resourceOf(user: ScimUser): Resource & Values {
  return {
    id: user.individualId,
    ...(user.externalId === undefined ? {} : { externalId: user.externalId }),
    userName: user.userName,
    active: user.active,
    ...user.attributes,
    meta: {
      created: user.createdAt,
      lastModified: user.modifiedAt,
      version: versionTag(user),
    },
  };
}

function toldBy(instance: Resource): ToldUser {
  const { userName, externalId, active } = instance;
  const plain = JSON.parse(JSON.stringify(instance)) as Values;
  const enterprise = picked(plain[ENTERPRISE_USER] as Values | undefined, KEPT_OF_ENTERPRISE);
  return {
    userName: String(userName),
    ...(typeof externalId === 'string' && externalId !== '' ? { externalId } : {}),
    // A provider that does not say so means somebody who is there.
    active: active !== false,
    attributes: {
      ...picked(plain, KEPT),
      ...(Object.keys(enterprise).length === 0 ? {} : { [ENTERPRISE_USER]: enterprise }),
    },
  };
}

function picked(values: Values | undefined, names: readonly string[]): Values {
  return Object.fromEntries(
    Object.entries(values ?? {}).filter(([name, value]) => names.includes(name) && value !== null),
  );
}
