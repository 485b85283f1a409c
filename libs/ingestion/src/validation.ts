import { FACT_DECLARATIONS, FACT_TYPES, type FactData, type FactType } from '@app/domain';
import { type Declaration, declarationOf, type ObjectSchema } from './declaration.js';

/** Every fact's data: its schema, its verdict, its explanation. Compiled once, when this module is loaded. */
export const FACTS = Object.fromEntries(
  FACT_TYPES.map((type) => [
    type,
    declarationOf<object>(FACT_DECLARATIONS[type], { unknownFields: 'refused', at: '/data' }),
  ]),
) as unknown as { readonly [T in FactType]: Declaration<FactData[T]> };

/** The JSON Schema of every fact's data, by type. */
export const FACT_SCHEMAS = Object.fromEntries(
  FACT_TYPES.map((type) => [type, FACTS[type].schema]),
) as Readonly<Record<FactType, ObjectSchema>>;
