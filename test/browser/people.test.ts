import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';

const ON = '2017-11-13';
const NORTHWIND = '/organizations/northwind-traders';
const PEOPLE = `${NORTHWIND}/people?asOf=${ON}`;

describeInBrowser('somebody of HR', () => {
  const under = pageUnderTest();

  test('sees whose exam is missing: who takes what, and that no way takes fewer', async () => {
    const page = await under.open(PEOPLE);
    await page.getByLabel('To', { exact: true }).selectOption('Enterprise Operations: Gold');
    const path = page.getByRole('region', { name: 'The cheapest path' });
    await path.getByText('employee-14 takes MB6-893, MB6-892, MB6-890, and 70-764').waitFor();
    await path.getByText('No way takes fewer exams.').waitFor();
    expect(new URL(page.url()).searchParams.get('path')).toBe(
      'cloud-business-applications/enterprise-operations/gold',
    );
    await page.getByRole('link', { name: 'Suppose that these are passed' }).click();
    await page.getByRole('table', { name: /^Enterprise Operations/ }).waitFor();
    await page.getByRole('row', { name: /^Tier Silver Gold changes/ }).waitFor();
    await close(page);
  });

  test('sees who must not leave, and of each which tier falls on which day', async () => {
    const page = await under.open(PEOPLE);
    const needed = page.getByRole('table', { name: 'People without whom a tier falls' });
    const { members } = await under.service.json<{ members: readonly unknown[] }>(
      `/v1${NORTHWIND}/dependencies?asOf=${ON}`,
    );
    await page.getByRole('button', { name: `Show all ${members.length}` }).click();
    expect(await needed.getByRole('rowheader').count()).toBe(members.length);
    await needed.getByRole('button', { name: 'employee-275', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText('Enterprise Customer Engagement: Silver to No tier, on Nov 13, 2017')
      .waitFor();
    await close(page);
  });

  test('filters and sorts the matrix, and finds it so at the same address', async () => {
    const page = await under.open(PEOPLE);
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe('36');
    await page.getByLabel('Option', { exact: true }).selectOption('Cloud CRM Reseller');
    await page.getByRole('columnheader', { name: 'MB2-712' }).click();
    await rowReads(page, 0, /^employee-274/);
    await page.getByLabel('Show', { exact: true }).selectOption('Who fills a place');
    await page.getByText('21 people of 34').waitFor();
    await page.reload();
    await settled(page);
    await rowReads(page, 0, /^employee-274/);
    expect(
      await page.getByRole('columnheader', { name: 'MB2-712' }).getAttribute('aria-sort'),
    ).toBe('descending');
    await page.getByLabel('Name or id').fill('nobody');
    await page.getByText('Nobody fits these filters').waitFor();
    await close(page);
  });

  test('sees former members when asking for them, and that they are none', async () => {
    const page = await under.open(PEOPLE);
    await page.getByText('34 people of 34').waitFor();
    await page.getByLabel('Former members too').check();
    await page.getByText('36 people of 36').waitFor();
    const { individuals } = await under.service.json<{
      individuals: readonly { readonly individualId: string; readonly member: boolean }[];
    }>(`/v1${NORTHWIND}/individuals?asOf=${ON}&all=true`);
    const former = individuals.find(({ member }) => !member)?.individualId ?? '';
    await page.getByLabel('Name or id').fill(former);
    await rowReads(page, 0, new RegExp(`${former}, not a member`));
    await close(page);
  });

  test('does all of it by keyboard: walks the grid, opens a cell, supposes an exam, comes back', async () => {
    const page = await under.open(PEOPLE);
    await page.getByLabel('Exams nobody asks for too').focus();
    await page.keyboard.press('Tab');
    await focusIs(page, /^employee-2$/);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
    }
    await focusIs(page, /^employee-14$/);
    // The last column is far to the right; it is scrolled to and focused.
    await page.keyboard.press('End');
    await focusIs(page, /last one/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'employee-14' });
    await dialog
      .getByText('Cloud CRM Reseller, Gold, Certified individuals: 2 of 4 becomes 3')
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await focusIs(page, /last one/);
    await page.keyboard.press('Home');
    await focusIs(page, /^employee-14$/);
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Home');
    await focusIs(page, /^employee-\d+$/);
    // Scrolled away, the grid is still where Tab comes to, and one stop.
    await page.getByRole('grid').evaluate((grid) => grid.scrollTo(0, 0));
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await focusIs(page, /^employee-\d+$/);
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => document.activeElement?.tagName === 'SELECT');
    await close(page);
  });

  test('reads names; an auditor, who may see none, reads ids', async () => {
    const ada = { individualId: 'p-ada', name: 'Ada Lovelace', effectiveOn: '2017-01-01' };
    await under.service.fetch('/v1/events', {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({
        ...{ specversion: '1.0', id: 'ada', source: 'test/hr', type: 'IndividualJoined' },
        data: { organizationId: 'northwind-traders', ...ada },
      }),
    });
    const made = await under.service.fetch('/v1/keys', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'audit', role: 'auditor' }),
    });
    const { key } = (await made.json()) as { readonly key: string };
    const named = await under.open(`${PEOPLE}&find=p-ada`);
    await rowReads(named, 0, /^Ada Lovelacep-ada$/);
    await close(named);
    const page = await under.open(`${PEOPLE}&find=p-ada&person=p-ada`, { key });
    await rowReads(page, 0, /^p-ada$/);
    await page.getByRole('dialog', { name: 'p-ada' }).waitFor();
    expect(await page.locator('body').innerText()).not.toContain('Lovelace');
    await close(page);
  });

  test('said nothing on the console', () => {
    expect(under.complaints).toEqual([]);
  });
});

async function rowReads(page: Page, row: number, text: RegExp): Promise<void> {
  await page.locator(`[data-row="${row}"][data-column="0"]`, { hasText: text }).waitFor();
}

async function focusIs(page: Page, text: RegExp): Promise<void> {
  await page.locator(':focus', { hasText: text }).waitFor();
}
