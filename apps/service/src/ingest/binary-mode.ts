import type { IncomingHttpHeaders } from 'node:http';
import {
  describeFault,
  factOfCloudEvent,
  type FactOrProblem,
  factTooLarge,
  isLongerThan,
  MAX_FACT_BYTES,
  parseJson,
} from '@app/ingestion';

/** The fact of a CloudEvent in binary mode: attributes in `ce-` headers, percent-encoded, and the data as the body. */
export function factOfBinaryMode(headers: IncomingHttpHeaders, body: string): FactOrProblem {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('ce-')) continue;
    const attribute = decoded([value].flat().join(','));
    if (attribute === null) {
      const detail = `the header ${name} is not percent-encoded UTF-8`;
      return { problem: { code: 'not-a-cloudevent', detail, pointer: `/${name.slice(3)}` } };
    }
    attributes[name.slice(3)] = attribute;
  }
  if (isLongerThan(JSON.stringify(attributes) + body, MAX_FACT_BYTES)) return factTooLarge();
  const { value, fault } = parseJson(body);
  if (fault !== undefined) {
    const detail = `the data is not acceptable JSON: ${describeFault(fault)}`;
    return { problem: { code: 'malformed-json', detail, pointer: '/data' } };
  }
  return factOfCloudEvent({ ...attributes, datacontenttype: 'application/json', data: value });
}

/** A header's value, less the quotes and escapes that it may be wrapped in (CloudEvents HTTP binding, 3.1.3.2). */
function decoded(header: string): string | null {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/.exec(header)?.[1];
  try {
    return decodeURIComponent(quoted === undefined ? header : quoted.replace(/\\(.)/g, '$1'));
  } catch {
    return null;
  }
}
