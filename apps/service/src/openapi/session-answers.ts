import { ROLES } from '@app/database';
import type { Answered } from './serves.js';
import { COUNT, DAY, FLAG, json, list, object, TEXT } from './schema-words.js';

type Answers = Readonly<Record<number, Answered>>;

export const SIGN_IN = {
  required: true,
  content: {
    'application/json': {
      schema: object({ key: { ...TEXT, minLength: 1, maxLength: 512 } }),
      example: { key: 'assay_<id>_<secret>' },
    },
  },
};

export const SESSION_SCHEMA = object(
  {
    keyId: TEXT,
    name: { ...TEXT, description: 'of the key' },
    role: { enum: ROLES },
    organizations: { ...list(TEXT), description: 'absent = every organization' },
    expiresOn: {
      ...DAY,
      description: 'first day the key no longer works; absent = it works for good',
    },
    today: { ...DAY, description: 'in the time zone of the service' },
    timeZone: { ...TEXT, examples: ['Europe/Paris'] },
    atRiskDays: { ...list(COUNT), description: 'how many days before a lapse it is announced' },
    sendsMail: { ...FLAG, description: 'receivers of alerts may be mail addresses' },
  },
  ['organizations', 'expiresOn'],
);

export const SESSION: Answers = {
  200: { description: 'the session', content: json('Session') },
};
const SET_COOKIE = { 'Set-Cookie': { schema: { type: 'string' } } };
export const SIGNED_IN: Answers = {
  200: { description: 'signed in', headers: SET_COOKIE, content: json('Session') },
};
export const SIGNED_OUT: Answers = { 204: { description: 'signed out', headers: SET_COOKIE } };
