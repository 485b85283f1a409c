import {
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  buildMessage,
  type ValidationOptions,
} from 'class-validator';
import { parseDay } from '../business-day.js';
import { AMOUNT_PATTERN, RATE_PATTERN } from '../money.js';

/**
 * The vocabulary that the facts' fields are declared in. Each is class-validator's own decorator with one pattern and one
 * message, so that the JSON Schema made from the declarations says the same.
 */

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** No controls, formats, surrogates, private or unassigned code points, no line and paragraph separators. */
const PRINTABLE_128 = /^[^\p{C}\p{Zl}\p{Zp}]{1,128}$/u;
const PRINTABLE_256 = /^[^\p{C}\p{Zl}\p{Zp}]{1,256}$/u;
/** Persian and many Indian names are written with joiners and non-joiners, which show nothing themselves. */
const NAME = /^(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d]){1,256}$/u;
const EMAIL = /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,189}$/u;
/** People write reasons in paragraphs. */
const REASON = /^(?:[\t\r\n]|[^\p{Cc}\p{Cs}]){1,1000}$/u;

export const MARKETS = ['developed', 'developing'] as const;
export type Market = (typeof MARKETS)[number];
export const REVENUE_TYPES = ['net-new', 'recurring'] as const;
export type RevenueType = (typeof REVENUE_TYPES)[number];

export const ASSOCIATION_KINDS = [
  'partner-of-record',
  'transacting-partner',
  'delegated-administrator',
] as const;
/** How an organization may be associated with a customer. */
export type AssociationKind = (typeof ASSOCIATION_KINDS)[number];
export type CredentialType = 'exam' | 'certification';
/** Tiers from the lowest to the highest. */
export const TIERS = ['silver', 'gold'] as const;
export type Tier = (typeof TIERS)[number];
const MAX_MEASURE = 1_000_000_000;

type Options = Pick<ValidationOptions, 'each'>;

/** `organizationId`, `individualId`, `currency`, `product`, exams. */
export const IsId = (options: Options = {}): PropertyDecorator =>
  Matches(ID_PATTERN, {
    ...options,
    message:
      '$property must be 1 to 64 letters, digits, ".", "_" or "-", beginning with a letter or digit',
  });

/** `bookingId`, `customerId`. */
export const IsReference = (): PropertyDecorator =>
  Matches(PRINTABLE_128, { message: '$property must be 1 to 128 printable characters' });

export const IsAttributeValue = IsReference;

/** A CloudEvent's `id` and `source`, and other labels. */
export const IsText = (): PropertyDecorator =>
  Matches(PRINTABLE_256, { message: '$property must be 1 to 256 printable characters' });

/** Of organizations and people. */
export const IsName = (): PropertyDecorator =>
  Matches(NAME, { message: '$property must be 1 to 256 printable characters' });

export const IsReason = (): PropertyDecorator =>
  Matches(REASON, { message: '$property must be 1 to 1,000 characters' });

export const IsEmailAddress = (): PropertyDecorator =>
  Matches(EMAIL, { message: '$property must be an e-mail address' });

export const IsMarket = (): PropertyDecorator =>
  IsIn(MARKETS, { message: `$property must be one of ${MARKETS.join(', ')}` });

export const IsRevenueType = (): PropertyDecorator =>
  IsIn(REVENUE_TYPES, { message: `$property must be one of ${REVENUE_TYPES.join(', ')}` });

/** The kinds that are told apart by a field; partner of record has facts of its own. */
export const IsAssociationKind = (): PropertyDecorator => {
  const kinds = ASSOCIATION_KINDS.filter((kind) => kind !== 'partner-of-record');
  return IsIn(kinds, { message: `$property must be one of ${kinds.join(', ')}` });
};

export const IsTier = (): PropertyDecorator =>
  IsIn(TIERS, { message: `$property must be one of ${TIERS.join(', ')}` });

/** A whole number from -1,000,000,000 to 1,000,000,000, both inclusive. */
export const IsMeasureValue = (): PropertyDecorator => (target, property) => {
  const message = '$property must be a whole number from -1000000000 to 1000000000';
  Min(-MAX_MEASURE, { message })(target, property);
  Max(MAX_MEASURE, { message })(target, property);
  // Last: in the schema its `integer` takes the place of the `number` that the bounds speak of.
  IsInt({ message })(target, property);
};

export const IsAmount = (): PropertyDecorator =>
  Matches(AMOUNT_PATTERN, {
    message:
      '$property must be a decimal string such as "1234.50": up to 11 digits before the point, "-" for a credit',
  });

export const IsRate = (): PropertyDecorator =>
  ValidateBy({
    name: 'isRate',
    validator: {
      validate: isRate,
      defaultMessage: buildMessage(
        () =>
          '$property must be a decimal string above 0 such as "1.0912": up to 6 digits before the point and 10 behind it',
      ),
    },
  });

/** A real calendar day from 1990-01-01 to 2100-12-31. */
export const IsBusinessDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isBusinessDay',
    validator: {
      validate: isBusinessDay,
      defaultMessage: buildMessage(
        () =>
          '$property must be a day that exists, as YYYY-MM-DD, from 1990-01-01 to 2100-12-31 inclusive',
      ),
    },
  });

/** The field may be left out. `null` is no way to leave it out. */
export const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_fact, value) => value !== undefined);

export function isBusinessDay(value: unknown): boolean {
  return typeof value === 'string' && parseDay(value) !== null;
}

export function isRate(value: unknown): boolean {
  return typeof value === 'string' && RATE_PATTERN.test(value) && /[1-9]/.test(value);
}
