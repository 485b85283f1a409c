import { buildMessage, ValidateBy } from 'class-validator';

/** A parameter in digits, from `min` to `max` inclusive. It stays text: `Number` reads it. `hint` is said to whoever sent another. */
export const IsWholeNumber = (min: number, max: number, hint = ''): PropertyDecorator =>
  ValidateBy({
    name: 'isWholeNumber',
    constraints: [min, max],
    validator: {
      validate: (value) => isWholeNumber(value, min, max),
      defaultMessage: buildMessage(
        () => `$property must be a whole number from ${min} to ${max}${hint}`,
      ),
    },
  });

function isWholeNumber(value: unknown, min: number, max: number): boolean {
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) return false;
  return Number(value) >= min && Number(value) <= max;
}

/** Its schema has the bounds as numbers, which the compiled verdict reads, too. */
export const WHOLE_NUMBER_CONSTRAINT = {
  keyword: 'wholeNumber',
  validate: (value: unknown, [min = 0, max = 0]: readonly number[]) =>
    isWholeNumber(value, min, max),
};
