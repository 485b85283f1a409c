import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { association, booking, enrolment, event, Stage } from './support.js';

const BATCH = 'application/cloudevents-batch+json';
const LINES = 'application/x-ndjson';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.dispose());

const lines = (...items: (object | string)[]): string =>
  items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join('\n');

describe('one fact', () => {
  test('is recorded once, and said again is a duplicate', async () => {
    const fact = enrolment('one');
    expect(await stage.submit(fact)).toMatchObject({
      status: 201,
      body: { status: 'accepted', organizationId: 'one', revision: 0 },
    });
    expect(await stage.submit(fact, 'application/cloudevents+json; charset="UTF-8"')).toMatchObject(
      { status: 200, body: { status: 'duplicate', revision: 0, retracted: false } },
    );
  });

  test('warns of products and exams that no edition names', async () => {
    await stage.submit(enrolment('odd'));
    const { body } = await stage.submit(booking('odd', 'b', { product: 'toaster' }));
    expect(body).toMatchObject({
      status: 'accepted',
      warnings: [{ code: 'product-unknown', pointer: '/data/product' }],
    });
    const marks = {
      organizationId: 'odd',
      customerId: 'c',
      effectiveOn: '2016-01-01',
      products: ['crm-online', 'toaster'],
    };
    expect(
      (await stage.submit(event('PartnerOfRecordAssociated', marks))).body['warnings'],
    ).toMatchObject([{ pointer: '/data/products/1' }]);
    const pass = { organizationId: 'odd', individualId: 'p', exam: 'x-1', passedOn: '2017-01-01' };
    expect((await stage.submit(event('ExamPassed', pass))).body['warnings']).toMatchObject([
      { code: 'exam-unknown', detail: expect.stringContaining('X-1') },
    ]);
    const known = { ...pass, exam: 'mb2-715' };
    expect((await stage.submit(event('ExamPassed', known))).body).not.toHaveProperty('warnings');
  });

  test('comes in binary mode, with percent-encoded attributes', async () => {
    const headers = {
      'ce-specversion': '1.0',
      'ce-id': 'n%C3%BAmero%201',
      'ce-source': 'urn:test',
      'ce-type': 'OrganizationEnrolled',
      'ce-time': '2018-01-01T00:00:00Z',
      'ce-unknownextension': 'dropped',
    };
    const { data } = enrolment('binary') as { data: object };
    const answer = await stage.submit(data, 'application/json', { headers });
    expect(answer).toMatchObject({ status: 201, body: { organizationId: 'binary' } });
    const { body } = await stage.get('/v1/organizations/binary/facts');
    expect(body).toMatchObject({
      facts: [{ event: { id: 'número 1', time: '2018-01-01T00:00:00Z', data } }],
    });
    expect(JSON.stringify(body)).not.toContain('dropped');
    expect(await stage.submit(data, 'application/json')).toMatchObject({
      status: 400,
      body: { code: 'not-a-cloudevent', pointer: '/specversion' },
    });
    const bad = { ...headers, 'ce-id': '%ff' };
    expect(await stage.submit(data, 'application/json', { headers: bad })).toMatchObject({
      status: 400,
      body: { code: 'not-a-cloudevent', pointer: '/id' },
    });
  });
});

describe('why a fact alone is not recorded', () => {
  const { data } = enrolment('rejects') as { data: object };
  const of = (type: string, rest: object) => event(type, { organizationId: 'rejects', ...rest });
  beforeAll(async () => {
    await stage.submit(event('OrganizationEnrolled', data, { id: 'enrolment' }));
    await stage.submit(booking('rejects', 'b1'));
    await stage.submit(of('ExamPassed', { individualId: 'p', exam: 'A', passedOn: '2017-01-01' }));
    for (let n = 0; n < 900; n += 1) {
      const huge = { amount: '90000000000', currency: 'JPY', usdPerUnit: '1000' };
      if ((await stage.submit(booking('rejects', `huge ${n}`, huge))).status === 422) break;
    }
  });

  test.each<[string, number, () => object | string]>([
    ['malformed-json', 400, () => '{"id":1,}'],
    ['malformed-json', 400, () => ''],
    ['not-a-cloudevent', 400, () => '[]'],
    [
      'not-a-cloudevent',
      400,
      () => enrolment('x', {}) && { ...enrolment('x'), specversion: '2.0' },
    ],
    ['not-a-cloudevent', 400, () => ({ ...enrolment('x'), datacontenttype: 'text/plain' })],
    ['type-unknown', 422, () => event('Unheard', {})],
    ['invalid-data', 422, () => booking('rejects', 'b2', { bookedOn: '2017-02-29' })],
    ['invalid-data', 422, () => booking('rejects', 'b2', { usdAmount: '1.00' })],
    ['invalid-data', 422, () => booking('rejects', 'b2', { amount: '1.005' })],
    ['invalid-data', 422, () => of('OrganizationCorrected', {})],
    ['organization-unknown', 422, () => booking('nobody', 'b1')],
    ['organization-exists', 422, () => enrolment('rejects', { name: 'Other' })],
    [
      'enrolment-required',
      422,
      () => of('FactRetracted', { factSource: 'urn:test', factId: 'enrolment', reason: 'x' }),
    ],
    [
      'fact-unknown',
      422,
      () => of('FactRetracted', { factSource: 'urn:test', factId: 'nothing', reason: 'x' }),
    ],
    ['id-reused', 422, () => ({ ...booking('rejects', 'b3'), id: 'enrolment' })],
    ['booking-exists', 422, () => booking('rejects', 'b1', { amount: '7' })],
    [
      'exam-pass-exists',
      422,
      () =>
        of('ExamPassed', {
          individualId: 'p',
          exam: 'a',
          passedOn: '2017-01-01',
          expiresOn: '2019-01-01',
        }),
    ],
    ['exchange-rate-missing', 422, () => booking('rejects', 'b4', { currency: 'EUR' })],
    ['currency-unknown', 422, () => booking('rejects', 'b5', { currency: 'ZZZ' })],
    [
      'total-too-large',
      422,
      () =>
        booking('rejects', 'b6', { amount: '90000000000', currency: 'JPY', usdPerUnit: '1000' }),
    ],
    ['fact-too-large', 413, () => booking('rejects', 'b7', { bookingId: 'x'.repeat(66_000) })],
  ])('%s (%i)', async (code, status, body) => {
    const answer = await stage.submit(body());
    expect(answer).toMatchObject({
      status,
      body: { code, status, type: `urn:assay:problem:${code}`, title: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  test('every bad field is named', async () => {
    const bad = { organizationId: '', name: '\u0000', market: 'mars', effectiveOn: 'today', x: 1 };
    const { body } = await stage.submit(event('OrganizationEnrolled', bad));
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/data/organizationId',
      '/data/name',
      '/data/market',
      '/data/effectiveOn',
      '/data/x',
    ]);
  });
});

describe('a batch', () => {
  test('says what was not accepted, by its place', async () => {
    const first = enrolment('batch');
    const { status, body } = await stage.submit(
      [
        first,
        first,
        event('Unheard', {}, { id: 'odd one' }),
        booking('batch', 'b1', { product: 'toaster' }),
        booking('batch', 'b2', { customerId: 'é'.repeat(40_000) }),
        'no event',
        event('ExchangeRatePublished', {
          currency: 'CHF',
          usdPerUnit: '1.1',
          publishedOn: '2017-09-10',
        }),
        booking('batch', 'b3', { currency: 'CHF' }),
      ],
      BATCH,
    );
    expect({ status, ...body }).toMatchObject({
      status: 200,
      accepted: 4,
      duplicates: 1,
      rejected: 3,
      results: [
        { index: 1, status: 'duplicate', revision: 0, retracted: false },
        { index: 2, id: 'odd one', status: 'rejected', code: 'type-unknown', pointer: '/type' },
        { index: 4, status: 'rejected', code: 'fact-too-large' },
        { index: 5, id: null, status: 'rejected', code: 'not-a-cloudevent' },
      ],
      warnings: [{ index: 3, code: 'product-unknown' }],
    });
  });

  test('may be empty, and is refused whole where it is no array of JSON', async () => {
    expect(await stage.submit([], BATCH)).toMatchObject({
      status: 200,
      body: { accepted: 0, duplicates: 0, rejected: 0, results: [] },
    });
    for (const text of ['{}', '[{},]', '[{"a":1,"a":2}]', '[1', '']) {
      expect(await stage.submit(text, BATCH)).toMatchObject({
        status: 400,
        body: { code: 'malformed-json' },
      });
    }
  });

  test('of more than 16 MiB is refused', async () => {
    const answer = await stage.submit(' '.repeat(16 * 1024 * 1024 + 1), BATCH);
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });
});

describe('lines', () => {
  test('bad ones never spoil the rest', async () => {
    const text = lines(
      enrolment('lines'),
      '',
      '{"broken":',
      '   ',
      booking('lines', 'b1'),
      `{"x":"${'y'.repeat(70_000)}"}`,
      '{"a":1,"\\u0061":2}',
      booking('nobody-at-all', 'b1'),
      booking('lines', 'b2'),
    );
    const bytes = Buffer.concat([
      Buffer.from('\ufeff'),
      Buffer.from(text.replaceAll('\n', '\r\n')),
      Buffer.from('\n"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"\n'),
      Buffer.from(JSON.stringify(booking('lines', 'b3'))),
    ]);
    expect(await stage.submit(bytes, LINES)).toMatchObject({
      status: 200,
      body: {
        accepted: 4,
        duplicates: 0,
        rejected: 5,
        results: [
          { index: 2, id: null, status: 'rejected', code: 'malformed-json' },
          { index: 5, id: null, status: 'rejected', code: 'fact-too-large' },
          { index: 6, id: null, status: 'rejected', code: 'malformed-json' },
          { index: 7, status: 'rejected', code: 'organization-unknown' },
          { index: 9, id: null, status: 'rejected', code: 'malformed-json' },
        ],
      },
    });
  });

  test('results end at a thousand, counts do not', async () => {
    const bad = Array.from({ length: 1_500 }, () => '{}');
    const { body } = await stage.submit(lines(...bad), LINES);
    expect(body).toMatchObject({ rejected: 1_500, resultsTruncated: true });
    expect(body['results']).toHaveLength(1_000);
    const { body: whole } = await stage.submit(lines(...bad.slice(0, 1_000)), LINES);
    expect(whole).not.toHaveProperty('resultsTruncated');
  });
});

describe('together or not at all', () => {
  const together = { query: '?atomic=true' };

  test.each([BATCH, LINES])('as %s', async (mediaType) => {
    const organizationId = `together-${mediaType.length}`;
    const put = (items: object[]) =>
      mediaType === BATCH ? JSON.stringify(items) : lines(...items);
    const good = [enrolment(organizationId), booking(organizationId, 'b1')];
    const rejected = [...good, booking(organizationId, 'b1', { amount: '2' })];
    expect(await stage.submit(put(rejected), mediaType, together)).toMatchObject({
      status: 422,
      body: {
        code: 'atomic-rejected',
        rejected: 1,
        results: [{ index: 2, status: 'rejected', code: 'booking-exists' }],
      },
    });
    expect((await stage.get(`/v1/organizations/${organizationId}/facts`)).status).toBe(404);
    const invalid = [...good, event('Unheard', {})];
    expect(await stage.submit(put(invalid), mediaType, together)).toMatchObject({
      status: 422,
      body: { code: 'atomic-rejected', results: [{ index: 2, code: 'type-unknown' }] },
    });
    expect(await stage.submit(put(good), mediaType, together)).toMatchObject({
      status: 200,
      body: { accepted: 2, duplicates: 0, rejected: 0, results: [] },
    });
    expect(await stage.submit(put(good), mediaType, together)).toMatchObject({
      status: 200,
      body: { accepted: 0, duplicates: 2 },
    });
    const several = [booking(organizationId, 'b2'), enrolment(`${organizationId}-other`)];
    expect(await stage.submit(put(several), mediaType, together)).toMatchObject({
      status: 422,
      body: { code: 'atomic-several-organizations' },
    });
    const large = Array.from({ length: 3_000 }, (_, n) => booking(organizationId, `large ${n}`));
    expect(await stage.submit(put(large), mediaType, together)).toMatchObject({
      status: 422,
      body: { code: 'atomic-too-large' },
    });
  });
});

test('what was acknowledged is in the next answer', async () => {
  await stage.submit(enrolment('own-writes'));
  await stage.submit(association('own-writes'));
  for (let n = 1; n <= 30; n += 1) {
    const { body } = await stage.submit(booking('own-writes', `b${n}`));
    const { body: standing } = await stage.get(
      '/v1/organizations/own-writes/standing?asOf=2017-10-01&option=cloud-business-applications/enterprise-operations',
    );
    expect(standing).toMatchObject({
      knownAt: { revision: body['revision'] },
      standings: [
        { requirements: [{ id: 'total-revenue', actual: `${n}000.00` }, {}, {}, {}, {}, {}] },
      ],
    });
  }
});
