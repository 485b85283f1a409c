import { rejected, type Rejected } from './decision.js';

/**
 * Minor units of the currencies of ISO 4217 (list one, active codes): how many decimals an amount may have. `Intl` is no source
 * for it, because its figures are CLDR's and differ from ISO's for some currencies.
 */
const CODES_BY_MINOR_UNITS: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
    'COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD ' +
    'NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP ' +
    'SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ZWL',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const MINOR_UNITS = new Map<string, number>(
  Object.entries(CODES_BY_MINOR_UNITS).flatMap(([units, codes]) =>
    codes.split(' ').map((code): [string, number] => [code, Number(units)]),
  ),
);

/** Decimals an amount in `currency` may have, or `null` where ISO 4217 has no such currency. */
export function minorUnitsOf(currency: string): number | null {
  return MINOR_UNITS.get(currency) ?? null;
}

export function currencyUnknown(currency: string): Rejected {
  return rejected(
    'currency-unknown',
    `${currency} is not a currency code of ISO 4217 (three capital letters, such as EUR)`,
    '/data/currency',
  );
}
