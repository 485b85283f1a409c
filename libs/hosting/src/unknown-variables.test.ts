import { expect, test } from '@jest/globals';
import { unknownVariables } from './unknown-variables.js';

test.each([
  ['ASSAY_LOGLEVEL', 'ASSAY_LOG_LEVEL'],
  ['ASSAY_PROGRAM', 'ASSAY_PROGRAMS'],
  ['ASSAY_DATADIR', 'ASSAY_DATA_DIR'],
  ['ASSAY_TIME_ZONE', 'ASSAY_TIMEZONE'],
  ['ASSAY_ADMIN_KEYS', 'ASSAY_ADMIN_KEY'],
  ['ASSAY_APIKEY', 'ASSAY_API_KEY'],
  ['assay_port', 'ASSAY_PORT'],
])('%s is told to be %s', (name, meant) => {
  expect(unknownVariables({ [name]: 'a value' })).toEqual([
    `${name} is no setting and changes nothing; did you mean ${meant}?`,
  ]);
});

test('a name that is like none is told to change nothing, and no value is told', () => {
  expect(unknownVariables({ ASSAY_SOMETHING_ELSE_ALTOGETHER: 'secret' })).toEqual([
    'ASSAY_SOMETHING_ELSE_ALTOGETHER is no setting and changes nothing',
  ]);
});

test('settings, those of the command, and those of others are not told of', () => {
  const settings = {
    ASSAY_HOST: '',
    ASSAY_EVENT_STORE: 'x',
    ASSAY_ADMIN_KEY: 'x',
    ASSAY_DATABASE_URL: 'x',
    ASSAY_AT_RISK_DAYS: 'x',
    ASSAY_URL: 'x',
    ASSAY_API_KEY: 'x',
    PATH: 'x',
  };
  expect(unknownVariables(settings)).toEqual([]);
});
