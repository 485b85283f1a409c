import { describe, expect, test } from '@jest/globals';
import { factOfCloudEvent, MAX_FACT_BYTES } from './cloud-events.js';
import { factOfText } from './fact-text.js';

const passed = {
  specversion: '1.0',
  id: 'pass-1',
  source: 'urn:hr',
  type: 'ExamPassed',
  data: { organizationId: 'contoso', individualId: 'p1', exam: 'mb2-715', passedOn: '2017-05-01' },
};

test('a CloudEvent becomes a fact; what it says beside is dropped, and exams are folded', () => {
  const event = {
    ...passed,
    time: '2017-05-01T10:00:00+02:00',
    subject: 'p1',
    traceparent: null,
    datacontenttype: 'application/json; charset=UTF-8',
    dataschema: 'https://example.org/schema',
    partitionkey: 7,
  };
  expect(factOfCloudEvent(event)).toEqual({
    fact: {
      type: 'ExamPassed',
      source: 'urn:hr',
      id: 'pass-1',
      time: '2017-05-01T10:00:00+02:00',
      subject: 'p1',
      data: { ...passed.data, exam: 'MB2-715' },
    },
  });
});

describe('what is no fact', () => {
  const { data } = passed;
  test.each<[string, unknown, string, string | undefined]>([
    ['null', null, 'not-a-cloudevent', undefined],
    ['a list', [passed], 'not-a-cloudevent', undefined],
    ['a text', 'x', 'not-a-cloudevent', undefined],
    ['no specversion', { ...passed, specversion: undefined }, 'not-a-cloudevent', '/specversion'],
    ['another specversion', { ...passed, specversion: '0.3' }, 'not-a-cloudevent', '/specversion'],
    ['a number as specversion', { ...passed, specversion: 1 }, 'not-a-cloudevent', '/specversion'],
    ['no id', { ...passed, id: undefined }, 'not-a-cloudevent', '/id'],
    ['an empty id', { ...passed, id: '' }, 'not-a-cloudevent', '/id'],
    ['a long id', { ...passed, id: 'x'.repeat(257) }, 'not-a-cloudevent', '/id'],
    ['an id with a control', { ...passed, id: 'a\u0000' }, 'not-a-cloudevent', '/id'],
    ['a source that is null', { ...passed, source: null }, 'not-a-cloudevent', '/source'],
    ['no type', { ...passed, type: undefined }, 'not-a-cloudevent', '/type'],
    ['no data', { ...passed, data: undefined }, 'not-a-cloudevent', '/data'],
    [
      'data in base64',
      { ...passed, data: undefined, data_base64: 'e30=' },
      'not-a-cloudevent',
      '/data',
    ],
    ['data that is a list', { ...passed, data: [] }, 'not-a-cloudevent', '/data'],
    ['data that is a text', { ...passed, data: '{}' }, 'not-a-cloudevent', '/data'],
    ['xml', { ...passed, datacontenttype: 'text/xml' }, 'not-a-cloudevent', '/datacontenttype'],
    ['a day as time', { ...passed, time: '2017-05-01' }, 'not-a-cloudevent', '/time'],
    ['no such time', { ...passed, time: '2017-02-30T10:00:00Z' }, 'not-a-cloudevent', '/time'],
    ['an unknown type', { ...passed, type: 'ExamFailed' }, 'type-unknown', '/type'],
    ['a type of every object', { ...passed, type: 'constructor' }, 'type-unknown', '/type'],
    [
      'a bad field',
      { ...passed, data: { ...data, passedOn: '1 May' } },
      'invalid-data',
      '/data/passedOn',
    ],
    ['an unknown field', { ...passed, data: { ...data, grade: 1 } }, 'invalid-data', '/data/grade'],
  ])('%s', (_name, event, code, pointer) => {
    const { problem } = factOfCloudEvent(event);
    expect({ code: problem?.code, pointer: problem?.pointer }).toEqual({ code, pointer });
  });
});

test('a fact is measured in bytes of its JSON', () => {
  const retraction = (reason: string) => ({
    specversion: '1.0',
    id: '1',
    source: 's',
    type: 'FactRetracted',
    data: { organizationId: 'o', factSource: 's', factId: '1', reason },
  });
  const padded = (bytes: number): string => {
    const text = JSON.stringify(retraction('é'));
    return text + ' '.repeat(bytes - Buffer.byteLength(text));
  };
  expect(factOfText(padded(MAX_FACT_BYTES)).fact).toBeDefined();
  expect(factOfText(padded(MAX_FACT_BYTES + 1)).problem?.code).toBe('fact-too-large');
  expect(factOfText('{"id":1,"id":2}').problem).toEqual({
    code: 'malformed-json',
    detail: 'this is not acceptable JSON: the key "id" stands twice in one object (at character 9)',
  });
});
