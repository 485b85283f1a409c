import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import {
  AnnouncingStage,
  attain,
  eventually,
  LoopbackReceiver,
  type Received,
} from './alerting-support.js';
import { conformingTo } from './support.js';

let stage: AnnouncingStage;
let receiver: LoopbackReceiver;

beforeAll(async () => {
  stage = await AnnouncingStage.open({ ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' });
  receiver = await LoopbackReceiver.open();
});
afterAll(async () => {
  await stage.dispose();
  receiver.close();
});

interface Made {
  readonly id: string;
  readonly secret: string;
}

async function make(path: string, more: object = {}): Promise<Made> {
  const made = await stage.ask('POST', '/v1/webhooks', {
    body: { url: `${receiver.url}${path}`, ...more },
  });
  expect(made.status).toBe(201);
  return made.body as unknown as Made;
}

/** What `received` says, if it is signed with `secret`; throws where it is not. */
const verified = (received: Received, secret: string) =>
  new Webhook(secret).verify(received.body, received.headers as Record<string, string>) as {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Record<string, unknown>;
  };

describe('a receiver', () => {
  test('gets what is announced from then on, signed', async () => {
    await attain(stage, 'before');
    const { id, secret } = await make('/all', { organizations: ['before', 'contoso'] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const alertId = await attain(stage, 'contoso');
    const [got, ...more] = await receiver.until(1, '/all');
    expect(more).toEqual([]);
    expect(got!.headers).toMatchObject({
      'webhook-id': alertId,
      'content-type': 'application/json',
    });
    const { body } = await stage.ask('GET', '/v1/alerts?organizationId=contoso');
    const alert = (body['alerts'] as { id: string; raisedAt: string }[]).at(-1)!;
    expect(verified(got!, secret)).toEqual({
      type: 'tier.attained',
      timestamp: alert.raisedAt,
      data: alert,
    });
    await eventually(async () => {
      const { body } = await stage.ask('GET', `/v1/webhooks/${id}/attempts`);
      return (body['attempts'] as unknown[]).length === 1;
    });
  });

  test('that fails is tried again with the same id after about 5 seconds, and the log says so', async () => {
    const { id, secret } = await make('/flaky', { organizations: ['flaky'] });
    receiver.answer = ({ path }) =>
      path === '/flaky' && receiver.received.filter((one) => one.path === path).length < 2
        ? { status: 503, body: 'not now' }
        : { status: 200 };
    const alertId = await attain(stage, 'flaky');
    const got = await receiver.until(2, '/flaky');
    const pause = got[1]!.at - got[0]!.at;
    expect(pause).toBeGreaterThan(4_900);
    expect(pause).toBeLessThan(20_000);
    for (const one of got) expect(verified(one, secret).data['id']).toBe(alertId);
    await eventually(async () => {
      const { body } = await stage.ask('GET', `/v1/webhooks/${id}/attempts`);
      return (body['attempts'] as unknown[]).length === 2;
    });
    const { body } = await stage.ask('GET', `/v1/webhooks/${id}/attempts`);
    expect(body['attempts']).toMatchObject([
      { alertId, delivered: true, status: 200 },
      {
        ...{ alertId, delivered: false, status: 503, error: 'it answered 503' },
        ...{ response: 'not now', nextTryAt: expect.any(String) },
      },
    ]);
  });

  test('that waits for its next try gets it from the next process, however the one before ended', async () => {
    await make('/later', { organizations: ['later'] });
    receiver.answer = ({ path }) => ({ status: path === '/later' ? 500 : 200 });
    const alertId = await attain(stage, 'later');
    await receiver.until(1, '/later');
    await stage.service.stop('SIGKILL');
    receiver.answer = () => ({ status: 200 });
    await stage.start();
    const got = await receiver.until(2, '/later', 30_000);
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([alertId, alertId]);
  });

  test('is not followed elsewhere, and its long answers are cut', async () => {
    const { id } = await make('/moved', { organizations: ['nobody'] });
    receiver.answer = ({ path }) =>
      path === '/moved'
        ? {
            status: 302,
            headers: { location: `${receiver.url}/elsewhere` },
            body: 'x'.repeat(9_999),
          }
        : { status: 200 };
    const { body } = await stage.ask('POST', `/v1/webhooks/${id}/test`);
    expect(body).toMatchObject({ delivered: false, status: 302, response: 'x'.repeat(1_024) });
    expect(receiver.received.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    receiver.answer = () => ({ status: 204 });
  });

  test('that is gone is switched off, seen by operators, and can be switched on again', async () => {
    const { id } = await make('/gone', { organizations: ['gone'] });
    receiver.answer = ({ path }) => ({ status: path === '/gone' ? 410 : 204 });
    const alertId = await attain(stage, 'gone');
    await eventually(async () => {
      const { body } = await stage.ask('GET', '/v1/alerts?type=receiver.disabled');
      return (body['alerts'] as unknown[]).length === 1;
    });
    const { body } = await stage.ask('GET', '/v1/alerts?type=receiver.disabled');
    (await conformingTo(stage))('Alerts', { status: 200, body });
    expect(body['alerts']).toMatchObject([
      { type: 'receiver.disabled', receiverId: id, reason: 'gone' },
    ]);
    expect((await stage.ask('GET', `/v1/webhooks/${id}`)).body).toMatchObject({
      ...{ enabled: false, disabled: { reason: 'gone' } },
    });
    const path = `/v1/webhooks/${id}/deliveries/${alertId}`;
    expect((await stage.ask('POST', path)).body).toMatchObject({ code: 'receiver-disabled' });
    receiver.answer = () => ({ status: 204 });
    expect((await stage.ask('POST', `/v1/webhooks/${id}/enable`)).body).toMatchObject({
      enabled: true,
    });
    await receiver.until(2, '/gone');
    const [disabled] = body['alerts'] as { id: string }[];
    const acknowledgement = `/v1/alerts/${disabled!.id}/acknowledgement`;
    expect((await stage.ask('POST', acknowledgement)).status).toBe(200);
  });

  test('is sent an alert again by hand, and a test message at once', async () => {
    const { id, secret } = await make('/again', { organizations: ['again'] });
    const alertId = await attain(stage, 'again');
    await receiver.until(1, '/again');
    const again = await stage.ask('POST', `/v1/webhooks/${id}/deliveries/${alertId}`);
    expect(again.status).toBe(202);
    const [first, second] = await receiver.until(2, '/again');
    expect(second!.body).toBe(first!.body);
    const { body } = await stage.ask('POST', `/v1/webhooks/${id}/test`);
    expect(body).toMatchObject({ delivered: true, status: 204 });
    const sent = verified((await receiver.until(3, '/again'))[2]!, secret);
    expect(sent).toMatchObject({ type: 'test', data: { receiverId: id, id: body['alertId'] } });
  });

  test('has two secrets after a rotation, and both sign', async () => {
    const { id, secret } = await make('/rotated', { organizations: ['rotated'] });
    const { body } = await stage.ask('POST', `/v1/webhooks/${id}/secret`);
    expect(body['secret']).not.toBe(secret);
    await stage.ask('POST', `/v1/webhooks/${id}/test`);
    const [got] = await receiver.until(1, '/rotated');
    expect(verified(got!, secret)).toEqual(verified(got!, String(body['secret'])));
    const { body: third } = await stage.ask('POST', `/v1/webhooks/${id}/secret`);
    await stage.ask('POST', `/v1/webhooks/${id}/test`);
    const [, last] = await receiver.until(2, '/rotated');
    expect(verified(last!, String(third['secret']))).toMatchObject({ type: 'test' });
    expect(verified(last!, String(body['secret']))).toMatchObject({ type: 'test' });
    expect(() => verified(last!, secret)).toThrow(/signature/i);
  });

  test.each(['secret', 'test', 'enable', 'deliveries/any'])(
    'is asked for its %s without a body: one that says something is refused, and nothing is done',
    async (what) => {
      const { id } = await make(`/asked-${what}`);
      const path = `/v1/webhooks/${id}/${what}`;
      const refused = await stage.ask('POST', path, { body: { url: 'https://example.org' } });
      expect(refused).toMatchObject({
        status: 400,
        body: { code: 'invalid-body', errors: [{ pointer: '/url' }] },
      });
      expect((await stage.get(`/v1/webhooks/${id}/attempts`)).body['attempts']).toEqual([]);
      expect((await stage.ask('POST', path, { body: {} })).body['code']).not.toBe('invalid-body');
    },
  );

  test('is listed without its secret until it is taken away', async () => {
    const { id, secret } = await make('/removed');
    const conforming = await conformingTo(stage);
    conforming('Receivers', await stage.get('/v1/webhooks'));
    conforming('Receiver', await stage.get(`/v1/webhooks/${id}`));
    const made = await stage.ask('POST', '/v1/webhooks', { body: { url: receiver.url } });
    conforming('ReceiverMade', { ...made, status: 200 });
    conforming('ReceiverSecret', await stage.ask('POST', `/v1/webhooks/${id}/secret`));
    conforming('Attempt', await stage.ask('POST', `/v1/webhooks/${id}/test`));
    conforming('Attempts', await stage.get(`/v1/webhooks/${id}/attempts`));
    const listed = async () =>
      (await stage.ask('GET', '/v1/webhooks')).body['webhooks'] as object[];
    expect(await listed()).toContainEqual(
      expect.objectContaining({
        ...{ id, url: `${receiver.url}/removed`, format: 'standard-webhooks', enabled: true },
        types: ['tier.attained', 'tier.lapsed', 'tier.at-risk', 'tier.restated'],
      }),
    );
    expect(JSON.stringify(await listed())).not.toContain(secret);
    expect((await stage.ask('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    expect(await listed()).not.toContainEqual(expect.objectContaining({ id }));
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/secret'],
      ['POST', '/test'],
      ['POST', '/enable'],
      ['GET', '/attempts'],
      ['POST', '/deliveries/x'],
    ] as const) {
      expect(await stage.ask(method, `/v1/webhooks/${id}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'receiver-unknown' },
      });
    }
  });
});

describe('a receiver that cannot be one is refused', () => {
  test.each([
    [{}, '/url'],
    [{ url: 'not a url' }, '/url'],
    [{ url: 'nonsense' }, '/url'],
    [{ url: 'ftp://example.com/' }, '/url'],
    [{ url: 'https://user:secret@example.com/' }, '/url'],
    [{ url: 'http://127.0.0.1/', types: ['tier.gone'] }, '/types/0'],
    [{ url: 'http://127.0.0.1/', types: [] }, '/types'],
    [{ url: 'http://127.0.0.1/', options: ['a/b'] }, '/options/0'],
    [{ url: 'http://127.0.0.1/', organizations: ['-'] }, '/organizations/0'],
    [{ url: 'http://127.0.0.1/', leadDays: [1.5] }, '/leadDays/0'],
    [{ url: 'http://127.0.0.1/', format: 'fax' }, '/format'],
    [{ url: 'http://127.0.0.1/', format: 'email' }, '/format'],
    [{ url: 'http://127.0.0.1/', language: 'de' }, '/language'],
    [{ url: 'http://127.0.0.1/', secret: 'mine' }, '/secret'],
  ])('%j at %s', async (body, pointer) => {
    const answer = await stage.ask('POST', '/v1/webhooks', { body });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-body', errors: [{ pointer }] },
    });
  });

  test('where options are unknown, with the list of what there is', async () => {
    const body = { url: 'http://127.0.0.1/', options: ['a/b'] };
    const { body: problem } = await stage.ask('POST', '/v1/webhooks', { body });
    expect(problem['detail']).toContain('cloud-business-applications/enterprise-operations');
  });

  test('where its address is private, unless the operator allows it', async () => {
    const strict = await AnnouncingStage.open();
    try {
      for (const url of [
        'http://127.0.0.1/',
        'http://[::1]/',
        'http://2130706433/',
        'http://localhost/',
        'http://localhost./',
      ]) {
        const answer = await strict.ask('POST', '/v1/webhooks', { body: { url } });
        expect(answer).toMatchObject({
          status: 400,
          body: { code: 'invalid-body', errors: [{ pointer: '/url' }] },
        });
      }
      const mail = await strict.ask('POST', '/v1/webhooks', {
        body: { url: 'mailto:a@example.com' },
      });
      expect(mail).toMatchObject({ status: 409, body: { code: 'mail-not-configured' } });
    } finally {
      await strict.dispose();
    }
  });
});
