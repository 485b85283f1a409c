import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assay } from '../../support/command.js';
import { ADMIN_KEY } from '../../support/service.js';
import { AnnouncingStage, eventually, LoopbackReceiver } from '../service/alerting-support.js';

let stage: AnnouncingStage;
let receiver: LoopbackReceiver;
let announced: string[];

beforeAll(async () => {
  receiver = await LoopbackReceiver.open();
  stage = await AnnouncingStage.open({ ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' });
  announced = await stage.announce([['TierAttained'], ['TierLapsed']]);
  await eventually(async () => {
    const { body } = await stage.get('/v1/alerts');
    return (body['alerts'] as unknown[]).length === 2;
  });
});
afterAll(async () => {
  await stage.dispose();
  receiver.close();
});

const through = (...args: string[]) =>
  assay(args, { ASSAY_URL: stage.service.url, ASSAY_API_KEY: ADMIN_KEY });

test('alerts are listed, the newest first, and acknowledged', async () => {
  const [attained = '', lapsed = ''] = announced;
  const listed = await through('alerts', 'list', '--limit', '1');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toMatch(
    new RegExp(
      `${lapsed} .*tier.lapsed +contoso +.*: gold to silver on 2018-03-01\nand 1 older ones`,
    ),
  );
  const seen = await through('alerts', 'acknowledge', attained, '--json');
  expect(seen.code).toBe(0);
  expect(JSON.parse(seen.out)).toMatchObject({
    id: attained,
    acknowledged: { by: 'ASSAY_ADMIN_KEY' },
  });
  const open = await through('alerts', 'list', '--acknowledged', 'no', '--json');
  expect(JSON.parse(open.out)).toMatchObject({ alerts: [{ id: lapsed }], total: 1 });
});

test('a receiver is added, tested, listed and removed', async () => {
  const url = `${receiver.url}/hook`;
  const added = await through('receivers', 'add', url, '--types', 'tier.lapsed', '--json');
  expect(added.code).toBe(0);
  expect(added.err).toContain('https is better');
  const { id, secret, types } = JSON.parse(added.out) as Record<string, unknown>;
  expect({ secret, types }).toEqual({
    secret: expect.stringMatching(/^whsec_/),
    types: ['tier.lapsed'],
  });
  expect((await through('receivers', 'list')).out).toMatch(
    new RegExp(`${String(id)} +standard-webhooks +on +tier.lapsed +all +${url}`),
  );
  expect(await through('receivers', 'test', String(id))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^delivered: status 204/),
  });
  receiver.answer = () => ({ status: 500 });
  expect(await through('receivers', 'test', String(id))).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^not delivered: status 500/),
  });
  expect((await through('receivers', 'remove', String(id))).code).toBe(0);
  expect((await stage.get('/v1/webhooks')).body).toEqual({ webhooks: [] });
});

test.each([
  [['alerts', 'acknowledge', 'nothing'], 'alert-unknown'],
  [['receivers', 'remove', 'nothing'], 'receiver-unknown'],
  [['receivers', 'add', 'ftp://example.com'], 'invalid-body'],
  [['import', 'undo', '00000000-0000-7000-8000-000000000000'], 'import-unknown'],
  [['import', 'undo', 'nothing'], 'invalid-parameter'],
])('%j through the service ends as without it: with 2, and says %s', async (words, code) => {
  const ran = await through(...words, '--json');
  expect(ran.code).toBe(2);
  expect(JSON.parse(ran.err.trim())).toMatchObject({ error: { code } });
});

test('alerts are not looked for where no service is named', async () => {
  expect(await assay(['alerts', 'list'], { ASSAY_URL: '' })).toMatchObject({
    code: 2,
    err: expect.stringContaining('set ASSAY_URL'),
  });
});
