import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import {
  AnnouncingStage,
  attain,
  daysFromToday,
  eventually,
  LoopbackReceiver,
} from './alerting-support.js';
import { conformingTo, event } from './support.js';

const OPTION = 'cloud-customer-relationship-management/cloud-crm-reseller';

/** A mail server on loopback that keeps what it is given. */
class MailServer {
  readonly received: { readonly to: string[]; readonly text: string }[] = [];
  /** Refuses mail while it is set. */
  refusal: string | null = null;
  readonly #server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      void (async () => {
        const pieces: Buffer[] = [];
        for await (const piece of stream) pieces.push(piece as Buffer);
        if (this.refusal !== null) {
          done(Object.assign(new Error(this.refusal), { responseCode: 451 }));
          return;
        }
        const to = session.envelope.rcptTo.map(({ address }) => address);
        this.received.push({ to, text: Buffer.concat(pieces).toString() });
        done();
      })();
    },
  });

  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server.server, 'listening');
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close(() => undefined);
  }
}

const mail = new MailServer();
let receiver: LoopbackReceiver;
let stage: AnnouncingStage;

beforeAll(async () => {
  receiver = await LoopbackReceiver.open();
  stage = await AnnouncingStage.open({
    ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true',
    ASSAY_SMTP_URL: await mail.open(),
    ASSAY_MAIL_FROM: 'assay@partner.example',
  });
});
afterAll(async () => {
  await stage.dispose();
  receiver.close();
  mail.close();
});

async function make(body: object): Promise<string> {
  const made = await stage.ask('POST', '/v1/webhooks', { body });
  expect(made.status).toBe(201);
  expect(made.body).not.toHaveProperty('secret');
  return String(made.body['id']);
}

describe('mail', () => {
  test('says in text and HTML what happened, to the address, and under the id of the alert', async () => {
    const organizationId = 'by-mail';
    await make({ url: 'mailto:alliances@partner.example', organizations: [organizationId] });
    await make({
      ...{ url: 'mailto:alliances.fr@partner.example', language: 'fr' },
      organizations: [organizationId],
    });
    await attain(stage, organizationId);
    await eventually(() => mail.received.length === 2);
    const english = mail.received.find(({ to }) => to[0] === 'alliances@partner.example')!.text;
    const french = mail.received.find(({ to }) => to[0] === 'alliances.fr@partner.example')!.text;
    const { body } = await stage.ask('GET', `/v1/alerts?organizationId=${organizationId}`);
    const [{ id }] = body['alerts'] as [{ id: string }];
    for (const text of [english, french]) {
      expect(text).toContain(`Message-ID: <${id}@partner.example>`);
      expect(text).toMatch(/^List-ID: .*<assay-alerts\.partner\.example>/im);
      expect(text).toMatch(/^From: assay@partner\.example/im);
      expect(text).toContain('multipart/alternative');
      expect(text).not.toMatch(/Erika|erika@contoso/);
    }
    const subject = (text: string) => /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(text)![1]!;
    expect(subject(english).replaceAll(/\r\n/g, '')).toContain(`${organizationId} attained Silver`);
    expect(french).toMatch(/atteint/);
  });

  test('that the server does not take now is tried again', async () => {
    const organizationId = 'by-mail-later';
    const to = 'later@partner.example';
    mail.refusal = 'greylisted';
    const id = await make({ url: `mailto:${to}`, organizations: [organizationId] });
    await attain(stage, organizationId);
    await eventually(async () => {
      const { body } = await stage.ask('GET', `/v1/webhooks/${id}/attempts`);
      return (body['attempts'] as unknown[]).length === 1;
    });
    const { body } = await stage.ask('GET', `/v1/webhooks/${id}/attempts`);
    expect(body['attempts']).toMatchObject([{ delivered: false, status: 451 }]);
    mail.refusal = null;
    await eventually(() => mail.received.some((one) => one.to.includes(to)));
  });

  test.each([
    'mailto:',
    'mailto:nobody',
    'mailto:a@b..example',
    'mailto:a..b@c.example',
    'mailto:a@b.example,c@d.example',
    'mailto:a@b.example?cc=c@d.example',
    'mailto:a%0d%0aBcc:c@d.example',
  ])('is refused to %s', async (url) => {
    expect(await stage.ask('POST', '/v1/webhooks', { body: { url } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/url' }] },
    });
  });
});

describe('Slack', () => {
  test('is told in its own format', async () => {
    const organizationId = 'by-slack';
    const url = `${receiver.url}/services/T0/B0/x`;
    const id = await make({ url, format: 'slack', organizations: [organizationId] });
    await attain(stage, organizationId);
    const [got] = await receiver.until(1, '/services/T0/B0/x');
    expect(got!.headers['webhook-signature']).toBeUndefined();
    const message = JSON.parse(got!.body) as { text: string; blocks: { type: string }[] };
    expect(message.text).toMatch(/^by-slack attained Silver in .*cloud-crm-reseller on \d{4}-/);
    expect(message.blocks.map(({ type }) => type)).toEqual(['section', 'context']);
    expect(await stage.ask('POST', `/v1/webhooks/${id}/secret`)).toMatchObject({
      status: 409,
      body: { code: 'receiver-unsigned' },
    });
  });
});

describe('a calendar', () => {
  test('has an all-day event for each coming lapse, with reminders, under one UID for good', async () => {
    const organizationId = 'by-calendar';
    await attain(stage, organizationId);
    const made = await stage.ask('POST', '/v1/calendars', {
      body: { organizations: [organizationId], options: [OPTION] },
    });
    expect(made.status).toBe(201);
    const path = String(made.body['path']);
    expect(path).toMatch(/^\/v1\/calendars\/[A-Za-z0-9_-]{43}\.ics$/);
    const read = async () => {
      const response = await fetch(`${stage.service.url}${path}`);
      expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      return (await response.text()).replaceAll('\r\n ', '');
    };
    await eventually(async () => (await read()).includes('BEGIN:VEVENT'));
    const text = await read();
    const { body } = await stage.ask(
      'GET',
      `/v1/organizations/${organizationId}/standing?option=${OPTION}`,
    );
    const [{ lapsesOn }] = body['standings'] as [{ lapsesOn: string }];
    const lines = text.split('\r\n');
    expect(lines).toContain(`DTSTART;VALUE=DATE:${lapsesOn.replaceAll('-', '')}`);
    expect(lines).toContain(`SUMMARY:${organizationId}: Silver lapses in ${OPTION}`);
    expect(lines).toContain(`UID:${organizationId}/${OPTION}@lapses.assay`);
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
    const triggers = lines.filter((line) => line.startsWith('TRIGGER'));
    expect(triggers).toEqual(['TRIGGER:-P90D', 'TRIGGER:-P30D', 'TRIGGER:-P7D']);
    const sequence = (ics: string) => Number(/^SEQUENCE:(\d+)$/m.exec(ics)![1]);
    await stage.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(
        event('RevenueBooked', {
          ...{ organizationId, bookingId: 'b2', customerId: 'northwind', product: 'crm-online' },
          ...{ revenueType: 'net-new', amount: '100000.00', currency: 'USD' },
          bookedOn: daysFromToday(-1),
        }),
      ),
    });
    await eventually(async () => !(await read()).includes(lapsesOn.replaceAll('-', '')));
    const moved = await read();
    expect(moved).toContain(`UID:${organizationId}/${OPTION}@lapses.assay`);
    expect(sequence(moved)).toBeGreaterThan(sequence(text));
  });

  test('is listed without its token, and reads nothing once it is taken away', async () => {
    const made = await stage.ask('POST', '/v1/calendars', { body: { language: 'fr' } });
    const { id, path } = made.body as { id: string; path: string };
    const conforming = await conformingTo(stage);
    conforming('CalendarMade', { ...made, status: 200 });
    const body = conforming('Calendars', await stage.get('/v1/calendars'));
    expect(body['calendars']).toContainEqual(expect.objectContaining({ id, language: 'fr' }));
    expect(JSON.stringify(body)).not.toContain(path.split('/').at(-1)!.slice(0, 43));
    expect((await fetch(`${stage.service.url}${path}`)).status).toBe(200);
    expect((await stage.ask('DELETE', `/v1/calendars/${id}`)).status).toBe(204);
    expect((await fetch(`${stage.service.url}${path}`)).status).toBe(404);
    expect((await stage.ask('DELETE', `/v1/calendars/${id}`)).status).toBe(404);
    const unknown = await stage.ask('POST', '/v1/calendars', { body: { options: ['a/b'] } });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ pointer: '/options/0' }] } });
  });
});

describe('the stream of alerts', () => {
  /** What an open stream has said so far, and how it ended. */
  async function open(
    query = '',
    { lastEventId, key }: { lastEventId?: string; key?: string } = {},
  ) {
    const stop = new AbortController();
    const response = await stage.service.fetch(`/v1/alerts/stream${query}`, {
      signal: stop.signal,
      ...(key === undefined ? {} : { key }),
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    });
    const state = { text: '', ended: false };
    void (async () => {
      try {
        for await (const piece of response.body!)
          state.text += Buffer.from(piece as Uint8Array).toString();
      } catch {
        // Stopped from here.
      }
      state.ended = true;
    })();
    return { status: response.status, state, stop };
  }
  const idsIn = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);

  // First: a client that breaks streams off opens connections ahead, and unused ones are waited for.
  test('ends when the service stops, which does not wait for it', async () => {
    const live = await open();
    const began = Date.now();
    expect(await stage.service.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(12_000); // requests under way have 15 s
    await eventually(() => live.state.ended);
    await stage.start();
  });

  test('has what is announced from then on, and replays what came behind the last one seen', async () => {
    const live = await open();
    await attain(stage, 'by-stream');
    await eventually(() => live.state.text.includes('event: tier.attained\ndata: {'));
    const [id] = idsIn(live.state.text);
    live.stop.abort();
    await attain(stage, 'by-stream-2');
    const replayed = await open('', { lastEventId: id! });
    await eventually(() => idsIn(replayed.state.text).length === 1);
    expect(replayed.state.text).toContain('"organizationId":"by-stream-2"');
    replayed.stop.abort();
    const unknown = await open('', { lastEventId: 'nothing' });
    expect(unknown.status).toBe(400);
  });

  test('shows a limited key its organizations alone', async () => {
    const key = await stage.newKey({ role: 'read', organizations: ['by-stream-3'] });
    const limited = await open('', { key });
    await attain(stage, 'by-stream-4');
    await attain(stage, 'by-stream-3');
    await eventually(() => idsIn(limited.state.text).length > 0);
    expect(limited.state.text).toContain('by-stream-3');
    expect(limited.state.text).not.toContain('by-stream-4');
    limited.stop.abort();
    expect((await open('?organizationId=by-stream-4', { key })).status).toBe(403);
  });

  test('ends soon after its key was revoked', async () => {
    const { body } = await stage.ask('POST', '/v1/keys', { body: { name: 'gone', role: 'read' } });
    const revoked = await open('', { key: String(body['key']) });
    const kept = await open('', { key: await stage.newKey({ role: 'read' }) });
    expect((await stage.ask('DELETE', `/v1/keys/${String(body['id'])}`)).status).toBe(204);
    await eventually(() => revoked.state.ended, 20_000);
    expect([revoked.status, kept.status, kept.state.ended]).toEqual([200, 200, false]);
    kept.stop.abort();
  });

  test('is open ten times a key, and gives its place back', async () => {
    const key = await stage.newKey({ role: 'auditor' });
    const streams = await Promise.all(Array.from({ length: 10 }, () => open('', { key })));
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    expect((await open('', { key })).status).toBe(429);
    for (const { stop } of streams) stop.abort();
    await eventually(async () => {
      const again = await open('', { key });
      again.stop.abort();
      return again.status === 200;
    });
  });
});
