import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest } from './browser.js';
import { manyOrganizations } from './many-organizations.js';

const EXAMS = [
  'organizationId;individualId;exam;passedOn',
  'partner-00000;p1;MB2-718;31/01/2018',
  'partner-00000;p2;MB2-718;31/01/2018',
  'nobody;p3;MB2-718;30/01/2018',
].join('\n');

/** What the service's administrator, importers and auditors do with it. */
describeInBrowser('alerts, receivers, facts, imports and keys', () => {
  const under = pageUnderTest({
    demonstration: false,
    environment: { ASSAY_WEBHOOK_ALLOW_PRIVATE: 'true' },
  });
  const received: string[] = [];
  let receiver: Server;

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      received.push(String(request.headers['webhook-id']));
      request.resume();
      response.end('thank you');
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    await recordLines(manyOrganizations(2, Date.now()));
    await eventually(async () => (await alerts()).length >= 2);
  }, 60_000);

  afterAll(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  test('an alert says what happened and why, its reasons are facts, and somebody says that it was seen', async () => {
    const page = await under.open('/alerts');
    const part = page.getByLabel('Organization’s id');
    await part.pressSequentially('partner-00000', { delay: 30 });
    await page.waitForURL((url) => url.search === '?organization=partner-00000');
    expect(await part.inputValue()).toBe('partner-00000');
    await page.getByText(/Attained Gold in Cloud CRM Reseller on/).waitFor();
    await page.getByRole('button', { name: /^Acknowledge the alert on partner-00000/ }).click();
    await page.getByText('by ASSAY_ADMIN_KEY').waitFor();
    await page.getByLabel('Acknowledged').selectOption('Not yet');
    await page.getByText('No alert fits these filters').waitFor();
    expect(new URL(page.url()).search).toBe('?organization=partner-00000&acknowledged=no');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    expect(await part.inputValue()).toBe('');
    await page
      .getByText(/reasons/)
      .first()
      .click();
    await page
      .getByRole('link', { name: /^revision \d/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('heading', { name: /^Revision \d/ })
      .waitFor();
    expect(new URL(page.url()).search).toMatch(/^\?revision=\d+$/);
    await close(page);
  });

  test('what was announced last is what had been announced by the time that is asked about', async () => {
    const page = await under.open('/organizations/partner-00000');
    await page.getByText(/attained Gold on/).waitFor();
    await page.goto('/organizations/partner-00000?asOf=2020-06-01');
    await page.getByText('Nothing had been announced by then').waitFor();
    expect(await page.getByText(/attained Gold on/).count()).toBe(0);
    const { facts } = await under.service.json<{ facts: { revision: number }[] }>(
      '/v1/organizations/partner-00000/facts?order=newest&limit=1',
    );
    await page.goto(`/organizations/partner-00000?knownAt=${facts[0]!.revision}`);
    await page.getByText(/attained Gold on/).waitFor();
    await page.goto('/organizations/partner-00000?knownAt=1');
    await page.getByText('Nothing had been announced by then').waitFor();
    await page.getByRole('link', { name: /announcement/ }).click();
    await page.getByText(/Attained Gold in Cloud CRM Reseller on/).waitFor();
    await close(page);
  });

  test('an alert that is raised meanwhile is shown', async () => {
    const page = await under.open('/alerts?organization=partner-00003');
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await page.getByText('No alert fits these filters').waitFor();
    await recordLines(manyOrganizations(4, Date.now()));
    await page.getByText(/Attained Silver in Cloud CRM Reseller on/).waitFor();
    await close(page);
  });

  test('a receiver is made, its secret is shown once, a test reaches it, an alert is sent again, and it is deleted', async () => {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const page = await under.open('/receivers');
    await page.getByRole('button', { name: 'Make a receiver' }).click();
    await page.getByLabel('Address').fill(url);
    await page.getByRole('button', { name: 'Make it' }).click();
    const secret = page.getByLabel('Secret that its messages are signed with');
    expect(await secret.inputValue()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('article', { name: url }).waitFor();
    expect(await page.content()).not.toContain('whsec_');

    await page.getByRole('button', { name: `Send a test to ${url}` }).click();
    await page.getByText(/^Delivered: status 200/).waitFor();
    expect(received).toHaveLength(1);

    await recordLines(manyOrganizations(5, Date.now()));
    await page.getByRole('button', { name: `Attempts to deliver to ${url}` }).click();
    const again = page.getByRole('button', { name: /^Send alert .* again$/ });
    await eventually(async () => (await again.count()) >= 2);
    const before = received.length;
    await again.first().click();
    await eventually(() => Promise.resolve(received.length > before));
    expect(received.at(-1)).toBe(received.at(-2));
    await page.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: `Delete the receiver ${url}` }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('There is no receiver yet').waitFor();
    await close(page);
  });

  test('facts are chosen, opened with the keys, marked where they were taken back, and downloaded as they are shown', async () => {
    await recordLines(
      event('FactRetracted', 'wrong', {
        factSource: 'many-organizations',
        factId: 'partner-00001-ExamPassed-p1-MB2-714-2020-01-01',
        reason: 'wrong person',
      }),
    );
    const page = await under.open('/organizations/partner-00001/facts?type=ExamPassed');
    await page.getByText(/^Taken back at revision/).waitFor();
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('"type": "ExamPassed"').waitFor();
    await page.keyboard.press('Escape');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'As NDJSON' }).click();
    const lines = readFileSync(await (await download).path(), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Line).event.type)).toEqual(
      Array.from({ length: 6 }, () => 'ExamPassed'),
    );
    await page.getByText('6 facts were downloaded.').waitFor();
    await close(page);
  });

  test('facts come the newest first, and those about somebody with what took them back', async () => {
    const path = '/organizations/partner-00001/facts';
    const page = await under.open(path);
    const recorded = async (query: string) => {
      const { facts } = await under.service.json<{ facts: { revision: number }[] }>(
        `/v1${path}?${query}`,
      );
      return facts.map(({ revision }) => revision);
    };
    const shows = (revisions: readonly number[]) =>
      page.waitForFunction(
        (expected) =>
          [...document.querySelectorAll('.opens-facts')].map((one) => one.textContent).join() ===
          expected,
        revisions.map((revision) => `Revision ${revision}`).join(),
      );
    const all = await recorded('');
    await shows(all.toReversed());
    await page.getByLabel('Individual’s id').fill('p1');
    const ofOne = await recorded('individualId=p1&order=newest');
    expect(ofOne.length).toBeLessThan(all.length);
    await shows(ofOne);
    await page.getByText(/^Taken back at revision/).waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Up to revision').fill('3');
    await page.getByLabel('Recorded after revision').fill('0');
    await shows([3, 2, 1]);
    await close(page);
  });

  test('a file is looked at, its rejects are opened, it is recorded, and undone', async () => {
    const page = await under.open('/imports');
    const file = { name: 'exams.csv', mimeType: 'text/csv', buffer: Buffer.from(EXAMS) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Dry run: nothing is recorded').waitFor();
    await page.getByText('day first (the file shows it)').waitFor();
    await page.getByText('semicolon', { exact: true }).first().waitFor();
    await page.getByText(/^1 row: enrol nobody/).click();
    await page.getByRole('cell', { name: 'nobody', exact: true }).waitFor();
    const download = page.waitForEvent('download');
    await page.getByText('Of a dry run they are kept for a day.').waitFor();
    await page.getByRole('link', { name: 'Download the rejected rows' }).click();
    const made = await download;
    expect(
      readFileSync(await made.path(), 'utf8')
        .trimEnd()
        .split(/\r?\n/),
    ).toEqual([EXAMS.split('\n')[0], EXAMS.split('\n')[3]]);
    await page.getByText('There is no import yet').waitFor();
    await page.getByRole('button', { name: 'Record 2 rows' }).click();
    await page.getByText('It is recorded.').waitFor();

    const rejects = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download the rejected rows' }).click();
    expect(readFileSync(await (await rejects).path(), 'utf8')).toContain('nobody;p3;MB2-718');

    await page.getByRole('button', { name: 'Open the import of exams.csv' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    const asked = page.getByRole('alertdialog');
    await asked.getByRole('button', { name: 'Leave it as it is' }).click();
    await page.getByRole('button', { name: 'Undo this import' }).click();
    await asked.getByRole('button', { name: 'Undo this import' }).click();
    await page.getByText(/^2 facts were taken back/).waitFor();
    await close(page);
  });

  test('what a file is refused for is said, and it can be read otherwise', async () => {
    const page = await under.open('/imports');
    const table = 'Who;When\npartner-00000;31/01/2018\n';
    const file = { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(table) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Mapping (YAML)').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    await close(page);
  });

  test('a key is made, reads and sees no more than it may, and works no more once it is revoked', async () => {
    const page = await under.open('/keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Name').fill('an auditor');
    await page.getByLabel(/^auditor/).check();
    await page.getByRole('button', { name: 'Make it' }).click();
    const key = await page.getByLabel('The key “an auditor”').inputValue();
    await page.getByRole('button', { name: 'Done' }).click();

    const auditors = await under.open('/alerts', { key });
    expect(await navigation(auditors)).toEqual(['Portfolio', 'Alerts', 'Programs', 'Access']);
    expect(await auditors.getByRole('button', { name: /^Acknowledge/ }).count()).toBe(0);
    for (const path of ['/keys', '/receivers', '/imports']) {
      await auditors.goto(path);
      await auditors.getByText('Your key may not see this').waitFor();
    }

    await auditors.goto(`/access?key=${new RegExp('^assay_([^_]+)_').exec(key)?.[1]}`);
    await auditors.getByText('GET /v1/alerts').first().waitFor();
    await auditors
      .getByRole('button', { name: 'Only GET /v1/session', exact: true })
      .first()
      .click();
    await auditors.waitForURL((url) => url.searchParams.get('route') === '/v1/session');
    await auditors.getByText('GET /v1/alerts').waitFor({ state: 'detached' });
    const moments = await auditors
      .locator('time')
      .evaluateAll((all) => all.map((moment) => (moment as HTMLTimeElement).dateTime));
    expect(moments).toEqual(moments.toSorted().reverse());

    await page.getByRole('button', { name: 'Revoke the key an auditor' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No key has been made yet').waitFor();
    await auditors.goto('/programs');
    await auditors.getByRole('heading', { name: 'Sign in' }).waitFor();
    await close(auditors);
    await close(page);
  });

  test('who records facts alone has the imports, and is told of nothing else', async () => {
    const made = await under.service.fetch('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'a feed', role: 'ingest' }),
    });
    const { key } = (await made.json()) as { key: string };
    const page = await under.open('/', { key });
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/imports');
    expect(await navigation(page)).toEqual(['Imports']);
    expect(await page.getByText('Reconnecting').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Find an organization' }).count()).toBe(0);
    await close(page);
  });

  test('said nothing on the console', () => {
    expect(under.complaints).toEqual([]);
  });

  interface Line {
    readonly event: { readonly type: string };
  }

  function event(type: string, id: string, data: Readonly<Record<string, string>>): string {
    const organizationId = 'partner-00001';
    const source = 'browser';
    return JSON.stringify({
      specversion: '1.0',
      id,
      source,
      type,
      data: { organizationId, ...data },
    });
  }

  async function recordLines(body: string): Promise<void> {
    const answer = await under.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    expect(await answer.json()).toMatchObject({ rejected: 0 });
  }

  async function alerts(): Promise<readonly object[]> {
    return (await under.service.json<{ alerts: readonly object[] }>('/v1/alerts')).alerts;
  }
});

function navigation(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Views' }).getByRole('link').allInnerTexts();
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    if (await holds()) return;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  throw new Error('it did not come about');
}
