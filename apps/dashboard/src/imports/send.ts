import { answer } from '../api/client.js';
import type { ImportRecord } from './asked.js';

/** How a file is read, where that is not left to what is found out. */
export interface ReadAs {
  readonly source: string;
  readonly mapping: string;
  readonly dates: string;
  readonly decimals: string;
  readonly delimiter: string;
  readonly encoding: string;
}

export const AS_FOUND: ReadAs = {
  source: '',
  mapping: '',
  dates: '',
  decimals: '',
  delimiter: '',
  encoding: '',
};

interface Sent {
  readonly files: readonly File[];
  readonly readAs: ReadAs;
  readonly dryRun: boolean;
  /** What part of the bytes has been sent, 0 to 1. */
  readonly onSent: (part: number) => void;
}

/** Sends files to be imported, or only looked at; what became of the rows. Rejects with a `Refusal`. */
export function sendFiles(sent: Sent): Promise<ImportRecord> {
  return answer<ImportRecord>(posted(sent));
}

function formOf(
  files: readonly File[],
  readAs: ReadAs,
  others: Readonly<Record<string, string>>,
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...readAs, ...others })) {
    if (value !== '') form.append(name, String(value));
  }
  for (const file of files) form.append('file', file);
  return form;
}

/** Of what is sent `fetch` does not tell how much has been: this older way does. */
function posted({ files, readAs, dryRun, onSent }: Sent) {
  const form = formOf(files, readAs, { dryRun: String(dryRun) });
  return new Promise<{ data?: ImportRecord; error?: unknown; response: Response }>(
    (settle, fail) => {
      const request = new XMLHttpRequest();
      request.open('POST', '/v1/imports');
      request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 1 : loaded / total);
      request.upload.onload = () => onSent(1);
      request.onerror = () => fail(new TypeError('the service did not answer'));
      request.onload = () => {
        const { status, responseText } = request;
        const retryAfter = request.getResponseHeader('retry-after');
        const headers = retryAfter === null ? {} : { 'retry-after': retryAfter };
        const response = new Response(null, { status, headers });
        const body = bodyOf(responseText);
        settle(response.ok ? { data: body as ImportRecord, response } : { error: body, response });
      };
      request.send(form);
    },
  );
}

/** What is no JSON comes from something between the page and the service. */
function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
