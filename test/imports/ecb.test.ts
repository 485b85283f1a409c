import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXCHANGE_RATES_STREAM, factPages } from '@app/recording';
import { Desk } from './desk.js';
import { describeWithSharedData, sharedText } from './shared-data.js';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(async () => {
  await desk.close();
});

/** USD per unit out of two rates per euro, with ten decimals, half to even: an arithmetic of the test's own. */
function crossed(usdPerEuro: string, unitsPerEuro: string): string {
  const scaled = (text: string) => {
    const [whole = '', decimals = ''] = text.split('.');
    return BigInt(whole + decimals.padEnd(12, '0'));
  };
  const [dividend, divisor] = [scaled(usdPerEuro) * 10n ** 10n, scaled(unitsPerEuro)];
  let units = dividend / divisor;
  const twice = 2n * (dividend - units * divisor);
  if (twice > divisor || (twice === divisor && units % 2n === 1n)) units += 1n;
  const digits = String(units).padStart(11, '0');
  return `${digits.slice(0, -10)}.${digits.slice(-10)}`.replace(/\.?0+$/, '');
}

describeWithSharedData('the reference rates of the European Central Bank', () => {
  test('are crossed to US dollars exactly, gaps left out, each day and currency once', async () => {
    const text = sharedText('ecb/eurofxref-hist.csv');
    const { summary, file } = await desk.import(text, { name: 'eurofxref-hist.csv' });
    expect(file.source).toBe('ecb');
    expect(summary).toMatchObject({ rows: 6_983, accepted: 6_983 });

    const [header = [], ...days] = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(','));
    const withdrawn = /^(CYP|EEK|LTL|LVL|MTL|ROL|SIT|SKK|TRL)$/;
    const expected = new Map<string, string>();
    for (const [day = '', usd = '', ...others] of days) {
      expected.set(`EUR ${day}`, crossed(usd, '1'));
      for (const [place, rate] of others.entries()) {
        const currency = header[place + 2] ?? '';
        if (rate === 'N/A' || rate === '' || currency === '') continue;
        if (withdrawn.test(currency)) continue;
        expected.set(`${currency} ${day}`, crossed(usd, rate));
      }
    }
    const published = new Map<string, string>();
    for await (const page of factPages(desk.store, EXCHANGE_RATES_STREAM)) {
      for (const { data } of page) {
        if (!('publishedOn' in data)) continue;
        const key = `${data.currency} ${data.publishedOn}`;
        if (published.has(key)) throw new Error(`${key} was published twice`);
        published.set(key, data.usdPerUnit);
      }
    }
    expect(published.size).toBe(expected.size);
    const wrong = [...expected].filter(([key, rate]) => published.get(key) !== rate);
    expect(wrong).toEqual([]);
    expect(file.notes.join()).toContain('CYP, EEK');
  });

  test('are known when they come again, and cannot be undone', async () => {
    const text = sharedText('ecb/eurofxref-hist.csv').split('\n').slice(0, 200).join('\n');
    const again = await desk.import(text);
    expect(again.summary).toMatchObject({ accepted: 0, duplicates: 199 });
    await expect(desk.imports.undo(again.id ?? '', 'test')).rejects.toThrow('cannot be taken back');
  });
});
