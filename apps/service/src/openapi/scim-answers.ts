import type { Answered } from './serves.js';

type Answers = Readonly<Record<number, Answered>>;

const EXTENSION = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** SCIM's own documents are described by SCIM (`/scim/v2/Schemas`), not again here. */
const RESOURCE = {
  type: 'object',
  properties: { schemas: { type: 'array', items: { type: 'string' } } },
  required: ['schemas'],
};

const USER_EXAMPLE = {
  schemas: [USER_SCHEMA, EXTENSION],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName: 'p.example@contoso.example',
  active: true,
  displayName: 'P. Example',
  emails: [{ primary: true, type: 'work', value: 'p.example@contoso.example' }],
  [EXTENSION]: { department: 'Consulting' },
};

const PATCH_EXAMPLE = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'Replace', path: 'active', value: false }],
};

function scimJson(example?: unknown): NonNullable<Answered['content']> {
  return {
    'application/scim+json': { schema: RESOURCE, ...(example === undefined ? {} : { example }) },
  };
}

function scimBody(example: unknown): object {
  return {
    required: true,
    content: { ...scimJson(example), 'application/json': { schema: RESOURCE } },
  };
}

export const SCIM_DESCRIPTION: Answers = {
  200: { description: 'as RFC 7643 and 7644 say', content: scimJson() },
};
export const SCIM_LIST: Answers = {
  200: { description: 'a ListResponse of users', content: scimJson() },
};
export const SCIM_USER: Answers = { 200: { description: 'the user', content: scimJson() } };
export const SCIM_MADE: Answers = {
  201: { description: 'the user, with the id it has from now on', content: scimJson() },
};
export const SCIM_USER_BODY = scimBody(USER_EXAMPLE);
export const SCIM_PATCH_BODY = scimBody(PATCH_EXAMPLE);
