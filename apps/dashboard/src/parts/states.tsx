import './states.css';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Refusal } from '../api/client.js';
import { type CommonText, useCommonText } from '../language/common.js';
import { WarningIcon } from './icons.js';

/** In the place of what is on its way: as many grey lines as it will roughly have. */
export function Loading({ lines = 3 }: { lines?: number }) {
  const text = useCommonText();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{text('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}

/** In the place of what there is none of: what it would be, and how one gets some. */
export function EmptyState({ title, children }: { title?: string; children?: ReactNode }) {
  const text = useCommonText();
  return (
    <div className="empty">
      <p className="empty-title">{title ?? text('state.nothing')}</p>
      {children}
    </div>
  );
}

/** What was refused, why, and what to do about it. */
export function ErrorPanel({ error, retry }: { error: Error; retry?: () => void }) {
  const text = useCommonText();
  const { title, why, whatToDo } = explained(text, error);
  const isAnswered = error instanceof Refusal && error.status > 0;
  return (
    <div className="error-panel" role="alert">
      <WarningIcon />
      <div>
        <p className="error-title">{title}</p>
        {why !== null && <p>{why}</p>}
        {isAnswered && error.message !== '' && (
          <p lang="en" className={why === null ? undefined : 'muted small'}>
            {error.message}
          </p>
        )}
        {isAnswered && error.errors.length > 0 && (
          <ul>
            {error.errors.map(({ pointer, detail }) => (
              <li key={`${pointer} ${detail}`} lang="en">
                {detail}
              </li>
            ))}
          </ul>
        )}
        <p>{whatToDo}</p>
        {isAnswered && error.status === 404 && (
          <p>
            <Link to="/">{text('notThere.toPortfolio')}</Link>
          </p>
        )}
        {retry !== undefined && !isFinal(error) && (
          <button type="button" className="button" onClick={retry}>
            {text('error.retry')}
          </button>
        )}
        {isAnswered && (
          <p className="muted small">
            <code>{error.code}</code>
          </p>
        )}
      </div>
    </div>
  );
}

/** What was understood and refused is refused again, however often one asks. */
function isFinal(error: Error): boolean {
  return error instanceof Refusal && [400, 403, 404, 409, 422].includes(error.status);
}

/** Refusals that anybody may meet are said in the reader’s language, before the service’s own words, which are English. */
const EXPLAINED = [
  'organization-unknown',
  'option-unknown',
  'role-not-allowed',
  'organization-not-allowed',
  'known-at-invalid',
  'revision-unknown',
  'not-known-yet',
  'store-unavailable',
  'shutting-down',
  'too-many-requests',
  'internal-error',
  'facts-unreadable',
  'not-understood',
] as const;
const OF_TIME = ['known-at-invalid', 'revision-unknown', 'not-known-yet'];

function explained(text: CommonText, error: Error) {
  if (!(error instanceof Refusal)) {
    return {
      title: text('error.broken.title'),
      why: error.message,
      whatToDo: text('error.other.do'),
    };
  }
  const { status, code, retryAfter } = error;
  const title = text('error.title');
  if (status === 0) {
    const why = text('error.unreachable.why');
    return { title, why, whatToDo: text('error.unreachable.do') };
  }
  const known = EXPLAINED.find((each) => each === code);
  return {
    title,
    why: known === undefined ? null : text(`error.why.${known}`),
    whatToDo: whatToDoOf(),
  };

  function whatToDoOf(): string {
    if (status === 429 || status === 503)
      return text('error.busy.do', { seconds: retryAfter ?? 5 });
    if (status === 403) return text('error.refused.do');
    if (OF_TIME.includes(code)) return text('error.time.do');
    if (status === 404) return text('error.unknown.do');
    return text('error.other.do');
  }
}
