import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { close, describeInBrowser, pageUnderTest, settled } from './browser.js';

const NORTHWIND = '/organizations/northwind-traders';
const WHAT_IF = `${NORTHWIND}/what-if?asOf=2017-11-13`;
const EXAMS = ['MB6-893', 'MB6-892', 'MB6-890', '70-764'];

describeInBrowser('what if', () => {
  const under = pageUnderTest();

  test('four exams of one person make gold of silver, and nothing of it is recorded', async () => {
    const before = await revision();
    const page = await under.open(WHAT_IF);
    await page.getByText('Nothing is supposed yet').waitFor();
    for (const exam of EXAMS) {
      const form = page.getByRole('form', { name: 'Suppose something' });
      await form.getByLabel('What happens').selectOption('Somebody passes an exam');
      await form.getByLabel('Person').fill('employee-14');
      await form.getByLabel('Exam').fill(exam);
      await form.getByRole('button', { name: 'Suppose this' }).click();
    }
    const table = page.getByRole('table', { name: /^Enterprise Operations/ });
    const tier = table.getByRole('row', { name: /^Tier/ });
    await tier.getByText('Gold').waitFor();
    expect(await tier.innerText()).toMatch(/Silver\s+Gold\s+changes/);
    await table
      .getByRole('row', { name: /^Gold: Certified individuals 14 of 15 .* 15 of 15/ })
      .waitFor();
    // It is all in the address.
    await page.reload();
    await settled(page);
    await tier.getByText('Gold').waitFor();
    await page.getByRole('button', { name: /^Take away: employee-14, 70-764/ }).click();
    await tier.getByText('Gold').waitFor({ state: 'detached' });
    expect(await revision()).toBe(before);
    await close(page);
  });

  test('says at the field what is wrong, first itself, then what the service objects to', async () => {
    const page = await under.open(WHAT_IF);
    await page.getByLabel('Customer').fill('QUICK');
    await page.getByLabel('Product').fill('dynamics-365-plan-2');
    await page.getByLabel('Amount').fill('12,500');
    await page.getByLabel('Currency').fill('XXX');
    await page.getByRole('button', { name: 'Suppose this' }).click();
    expect(await describedBy(page, 'Amount')).toMatch(/^An amount such as 1234.50/);
    expect(await page.getByLabel('Amount').evaluate((it) => it === document.activeElement)).toBe(
      true,
    );
    await page.getByLabel('Amount').fill('250000');
    await page.getByRole('button', { name: 'Suppose this' }).click();
    await page.getByText(/^Currency: XXX is not a currency code/).waitFor();
    await page.getByRole('button', { name: /^Change: QUICK/ }).click();
    expect(await describedBy(page, 'Currency')).toMatch(/^XXX is not a currency code/);
    await page.getByLabel('Currency').fill('USD');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page
      .getByRole('table', { name: /^Enterprise Customer Engagement/ })
      .getByText('$372,432.94 of $300,000.00')
      .waitFor();
    await close(page);
  });

  test('supposes upon what was known when the address asks for that', async () => {
    const page = await under.open(`${WHAT_IF}&knownAt=1000`);
    await page.getByLabel('Customer').fill('QUICK');
    await page.getByLabel('Product').fill('dynamics-365-plan-2');
    await page.getByLabel('Amount').fill('250000');
    await page.getByLabel('Currency').fill('USD');
    await page.getByRole('button', { name: 'Suppose this' }).click();
    const table = page.getByRole('table', { name: /^Enterprise Customer Engagement/ });
    await table.getByText('$70,074.76 of $300,000.00').waitFor();
    await table.getByText('$320,074.76 of $300,000.00').waitFor();
    await close(page);
  });

  test('takes a fact back that is found among the facts, beside what is supposed already', async () => {
    const leaves = JSON.stringify([
      ['IndividualLeft', { individualId: 'employee-275', effectiveOn: '2017-11-13' }],
    ]);
    const page = await under.open(`${WHAT_IF}&suppose=${encodeURIComponent(leaves)}`);
    await page.getByLabel('What happens').selectOption('FactRetracted');
    await page.getByRole('link', { name: 'Choose it among the facts' }).click();
    await page.getByLabel('Type').selectOption('Booking');
    await page.getByLabel('Customer’s id').fill('VINET');
    await page.getByLabel('Up to revision').fill('35');
    // Until the filters hold, the row still moves.
    const first = page.getByRole('row').nth(1);
    await first.getByRole('button', { name: 'Revision 35', exact: true }).click();
    await page.getByRole('link', { name: 'Suppose that it is taken back' }).click();
    await page.getByText('demo/billing, order-10248-11').waitFor();
    await page.getByText('employee-275, Nov 13, 2017').waitFor();
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2017-11-13');
    await close(page);
  });

  test('is all done by keyboard: somebody leaves, and then does not', async () => {
    const page = await under.open(WHAT_IF);
    await page.getByLabel('What happens').focus();
    await page.keyboard.type('Somebody l');
    await page.keyboard.press('Tab');
    await page.keyboard.type('employee-275');
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: /^Enterprise Customer Engagement/ });
    await table.getByRole('row', { name: /^Tier Silver No tier changes/ }).waitFor();
    // What was supposed is taken away where the focus is: before the result.
    const remove = page.getByRole('button', { name: /^Take away: employee-275/ });
    for (let presses = 0; presses < 20 && !(await isFocused(remove)); presses += 1) {
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is supposed yet').waitFor();
    await close(page);
  });

  test('said nothing on the console', () => {
    expect(under.complaints).toEqual([]);
  });

  async function revision(): Promise<number> {
    const { knownAt } = await under.service.json<{ knownAt: { revision: number } }>(
      `/v1${NORTHWIND}/standing`,
    );
    return knownAt.revision;
  }
});

async function describedBy(page: Page, label: string): Promise<string> {
  const id = await page.getByLabel(label, { exact: true }).getAttribute('aria-describedby');
  return page.locator(`[id="${id ?? ''}"]`).innerText();
}

function isFocused(locator: ReturnType<Page['getByRole']>): Promise<boolean> {
  return locator.evaluate((it) => it === document.activeElement);
}
