import './session.css';
import { useQueryClient } from '@tanstack/react-query';
import { createLazyRoute, useRouter } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { answer, api, Refusal } from '../api/client.js';
import { sessionQuery } from '../api/queries.js';
import { ViewHeading } from '../frame/view-heading.js';
import type { Text } from '../language/text.js';
import { useSessionText } from './words.js';
import type en from './words.en.js';

export const view = createLazyRoute('/sign-in')({ component: SignIn });

function SignIn() {
  const text = useSessionText();
  const queries = useQueryClient();
  const router = useRouter();
  const { next } = view.useSearch();
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const signIn = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get('key') ?? '').trim();
    if (key === '') return setProblem(text('session.keyMissing'));
    setAsking(true);
    try {
      queries.setQueryData(
        sessionQuery.queryKey,
        await answer(api.POST('/v1/session', { body: { key } })),
      );
      await router.navigate({ href: next ?? '/', replace: true });
    } catch (error) {
      setProblem(problemShown(text, error));
    }
    setAsking(false);
  };
  return (
    <main className="sign-in" id="content">
      <div className="sign-in-card">
        <img src="/assay.svg" alt="" width="40" height="40" />
        <ViewHeading title={text('session.title')} />
        <p className="muted">{text('session.about')}</p>
        <form onSubmit={(event) => void signIn(event)} noValidate>
          <label htmlFor="key">{text('session.key')}</label>
          <input
            id="key"
            name="key"
            type="password"
            autoComplete="current-password"
            spellCheck={false}
            aria-describedby="key-hint"
            aria-invalid={problem !== null}
            {...(problem === null ? {} : { 'aria-errormessage': 'key-problem' })}
          />
          <p id="key-hint" className="muted small">
            {text('session.keyHint')}
          </p>
          <p id="key-problem" className="problem" role="alert">
            {problem}
          </p>
          <Button type="submit" className="button primary" isDisabled={isAsking}>
            {text(isAsking ? 'session.signingIn' : 'session.signIn')}
          </Button>
        </form>
        <p className="muted small">{text('session.kept')}</p>
      </div>
    </main>
  );
}

function problemShown(text: Text<keyof typeof en>, error: unknown): string {
  if (!(error instanceof Refusal)) throw error;
  if (error.status === 0) return text('session.unreachable');
  if (error.status === 429) return text('session.tooMany', { seconds: error.retryAfter ?? 60 });
  if (error.status === 401 || error.status === 400) return text('session.refused');
  return text('session.other', { detail: error.message });
}
