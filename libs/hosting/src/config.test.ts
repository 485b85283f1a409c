import { describe, expect, test } from '@jest/globals';
import { configFrom } from './config.js';

describe('the configuration', () => {
  test('has a default for everything; an empty variable counts as unset', () => {
    const expected = {
      host: '127.0.0.1',
      port: 3000,
      dataDirectory: expect.stringMatching(/\/data$/),
      timeZone: 'UTC',
      works: true,
      atRiskDays: [90, 30, 7],
      webhookAllowPrivate: false,
      logLevel: 'info',
      rateLimit: 600_000,
      accessRecordDays: 400,
      trustedProxies: [],
    };
    expect(configFrom({})).toEqual(expected);
    expect(configFrom({ ASSAY_EVENT_STORE: '', ASSAY_ADMIN_KEY: '', ASSAY_PORT: '' })).toEqual(
      expected,
    );
  });

  test('takes one instance on an event store of its own', () => {
    for (const url of [
      'esdb://a:2113?tls=false',
      'esdb+discover://a',
      'kurrentdb://a',
      'kurrentdb+discover://a',
    ]) {
      expect(configFrom({ ASSAY_EVENT_STORE: url })).toMatchObject({ eventStoreUrl: url });
    }
  });

  test('takes limits, days and proxies', () => {
    const variables = {
      ASSAY_RATE_LIMIT: '0',
      ASSAY_ACCESS_RECORD_DAYS: '30',
      ASSAY_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
    };
    expect(configFrom(variables)).toMatchObject({
      rateLimit: 0,
      accessRecordDays: 30,
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
  });

  test.each([
    ['ASSAY_RATE_LIMIT', '-1'],
    ['ASSAY_WEBHOOK_ALLOW_PRIVATE', 'yes'],
    ['ASSAY_SMTP_URL', 'smtp://localhost'],
    ['ASSAY_SMTP_URL', 'http://localhost'],
    ['ASSAY_MAIL_FROM', 'Assay <assay@example.com>'],
    ['ASSAY_ACCESS_RECORD_DAYS', '0'],
    ['ASSAY_TRUSTED_PROXIES', 'proxy.example'],
    ['ASSAY_TRUSTED_PROXIES', '10.0.0.0/33'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => configFrom({ [name]: value })).toThrow(name);
  });

  test('is refused with every reason at once, and without the secrets in it', () => {
    const secret = 'too short a key';
    const variables = {
      ASSAY_ADMIN_KEY: secret,
      ASSAY_PORT: '-1',
      ASSAY_DATABASE_URL: 'postgres://somebody:password@host/db',
    };
    const refused = () => configFrom(variables);
    expect(refused).toThrow(/ASSAY_PORT.*\n?.*ASSAY_ADMIN_KEY|ASSAY_ADMIN_KEY[^]*ASSAY_PORT/);
    expect(refused).toThrow(/ASSAY_DATABASE_URL without ASSAY_EVENT_STORE is refused/);
    expect(refused).not.toThrow(new RegExp(`${secret}|password`));
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no such zone', { ASSAY_TIMEZONE: 'Mars/Olympus' }, /ASSAY_TIMEZONE/],
    ['no such port', { ASSAY_PORT: '70000' }, /ASSAY_PORT/],
    ['no such level', { ASSAY_LOG_LEVEL: 'loud' }, /ASSAY_LOG_LEVEL/],
    ['days that are none', { ASSAY_AT_RISK_DAYS: '90,soon' }, /ASSAY_AT_RISK_DAYS/],
    ['neither true nor false', { ASSAY_WEBHOOK_ALLOW_PRIVATE: 'yes' }, /must be true or false/],
    ['no such store', { ASSAY_EVENT_STORE: 'http://store' }, /esdb:\/\//],
    ['no such database', { ASSAY_DATABASE_URL: 'mysql://x' }, /postgres:\/\//],
    [
      'a shared database beside an embedded store',
      { ASSAY_DATABASE_URL: 'postgres://x/y' },
      /several instances cannot share an embedded event store/,
    ],
  ])('is refused with %s', (_name, variables, message) => {
    expect(() => configFrom(variables)).toThrow(message);
  });

  test('takes PostgreSQL beside EventStoreDB', () => {
    const variables = { ASSAY_EVENT_STORE: 'esdb://a', ASSAY_DATABASE_URL: 'postgres://h/d' };
    expect(configFrom(variables)).toMatchObject({
      eventStoreUrl: 'esdb://a',
      databaseUrl: 'postgres://h/d',
    });
  });
});
