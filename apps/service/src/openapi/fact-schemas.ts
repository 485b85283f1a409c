import { FACT_TYPES, type FactType } from '@app/domain';
import { ENVELOPE, FACT_SCHEMAS } from '@app/ingestion';
import { ref } from './schema-words.js';

/** A CloudEvent of each type, made of the facts' declarations: as it is sent, and as it is shown once it is recorded. */
export function factSchemas(): Record<string, object> {
  const data = Object.fromEntries(
    FACT_TYPES.map((type) => [`${type}Data`, FACT_SCHEMAS[type] as object]),
  );
  return {
    Fact: oneOfTypes((type) => type),
    FactData: { anyOf: FACT_TYPES.map((type) => ref(`${type}Data`)) },
    ...Object.fromEntries(FACT_TYPES.map((type) => [type, eventOf(type, ref(`${type}Data`))])),
    ...data,
    RecordedEvent: {
      ...oneOfTypes(recordedName),
      description: 'as it was sent, less personal data; a booking with what it was converted at',
    },
    RecordedBooking: eventOf('RevenueBooked', RECORDED_BOOKING),
  };
}

function recordedName(type: FactType): string {
  return type === 'RevenueBooked' ? 'RecordedBooking' : type;
}

function oneOfTypes(nameOf: (type: FactType) => string): object {
  const names = FACT_TYPES.map((type) => [type, nameOf(type)] as const);
  return {
    oneOf: names.map(([, name]) => ref(name)),
    discriminator: {
      propertyName: 'type',
      mapping: Object.fromEntries(
        names.map(([type, name]) => [type, `#/components/schemas/${name}`]),
      ),
    },
  };
}

function eventOf(type: FactType, data: object): object {
  const { properties } = ENVELOPE.schema;
  return { ...ENVELOPE.schema, properties: { ...properties, type: { const: type }, data } };
}

const BOOKING = FACT_SCHEMAS.RevenueBooked;
const RECORDED_BOOKING = {
  ...BOOKING,
  properties: {
    ...BOOKING.properties,
    usdAmount: {
      type: 'string',
      description: 'what it counts as in US dollars; absent = as it is',
    },
  },
};
