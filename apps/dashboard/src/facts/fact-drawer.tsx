import '../parts/sheet.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useFactSaid } from '../changed/fact-said.js';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { Drawer } from '../parts/drawer.js';
import { InstantText } from '../parts/shown.js';
import { EmptyState, ErrorPanel, Loading } from '../parts/states.js';
import { suppositionsIn, written } from '../what-if/suppositions.js';
import { oneFactQuery } from './asked.js';
import { FactState, takenBackAt } from './fact-state.js';
import type { Recorded, TakenBack } from './taken-back.js';
import { useFactsText } from './words.js';

interface FactDrawerProps {
  readonly organizationId: string;
  readonly revision: number;
  readonly knownAt: string | undefined;
  readonly takenBack: TakenBack | undefined;
  /** What is supposed already. */
  readonly suppose: string | undefined;
  readonly close: () => void;
}

/** One fact: what it says, who recorded it and when, and its CloudEvent. The address leads to it. */
export function FactDrawer({
  organizationId,
  revision,
  knownAt,
  takenBack,
  suppose,
  close,
}: FactDrawerProps) {
  const text = useFactsText();
  const locale = useLocale();
  const shown = wholeNumber(locale, revision);
  const { data, error, refetch } = useQuery(oneFactQuery(organizationId, revision, knownAt));
  return (
    <Drawer title={text('facts.one', { revision: shown })} close={close}>
      {error !== null ? (
        <ErrorPanel error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading lines={6} />
      ) : data === null ? (
        <EmptyState title={text('facts.oneNone', { revision: shown })} />
      ) : (
        <>
          <Fact fact={data} takenBack={takenBack} />
          <AllAbout {...{ organizationId, suppose }} fact={data} />
          {takenBackAt(data, takenBack) === undefined && (
            <SupposeAway {...{ organizationId, suppose }} fact={data} />
          )}
        </>
      )}
      <Beside organizationId={organizationId} revision={revision} />
    </Drawer>
  );
}

function Fact({ fact, takenBack }: { fact: Recorded; takenBack: TakenBack | undefined }) {
  const text = useFactsText();
  const said = useFactSaid();
  return (
    <>
      <p>{said(fact)}</p>
      <dl className="terms">
        <div>
          <dt>{text('facts.recordedAt')}</dt>
          <dd>
            <InstantText instant={fact.recordedAt} />
          </dd>
        </div>
        <div>
          <dt>{text('facts.recordedBy')}</dt>
          <dd>{fact.recordedBy}</dd>
        </div>
        <div>
          <dt>{text('facts.state')}</dt>
          <dd>
            <FactState fact={fact} takenBack={takenBack} />
          </dd>
        </div>
        <div>
          <dt>{text('facts.source')}</dt>
          <dd>{fact.event.source}</dd>
        </div>
        <div>
          <dt>{text('facts.id')}</dt>
          <dd>{fact.event.id}</dd>
        </div>
      </dl>
      <h3>{text('facts.event')}</h3>
      <pre className="fact-event" tabIndex={0} aria-label={text('facts.event')} role="region">
        <code>{JSON.stringify(fact.event, null, 2)}</code>
      </pre>
    </>
  );
}

interface AboutProps {
  readonly organizationId: string;
  readonly suppose: string | undefined;
  readonly fact: Recorded;
}

/** Leads to what would be if the fact were taken back, beside what is supposed already. */
function SupposeAway({ organizationId, suppose, fact: { event } }: AboutProps) {
  const text = useFactsText();
  const fields = { factSource: event.source, factId: event.id };
  const supposed = [...suppositionsIn(suppose), { type: 'FactRetracted' as const, fields }];
  return (
    <Link
      className="button start"
      to="/organizations/$organizationId/what-if"
      params={{ organizationId }}
      search={{ suppose: written(supposed) }}
    >
      {text('facts.supposeAway')}
    </Link>
  );
}

/** Leads to everything that was recorded of whom the fact is about. */
function AllAbout({ organizationId, suppose, fact: { event } }: AboutProps) {
  const text = useFactsText();
  const { individualId: individual, customerId: customer } = event.data as {
    readonly individualId?: string;
    readonly customerId?: string;
  };
  const id = individual ?? customer;
  if (id === undefined) return null;
  return (
    <Link
      className="button start"
      to="/organizations/$organizationId/facts"
      params={{ organizationId }}
      search={{ individual, customer, suppose }}
    >
      {text('facts.allAbout', { id })}
    </Link>
  );
}

function Beside({ organizationId, revision }: { organizationId: string; revision: number }) {
  const text = useFactsText();
  const [isCopied, setCopied] = useState(false);
  const at = (to: number) => ({
    to: '/organizations/$organizationId/facts' as const,
    params: { organizationId },
    search: (search: object) => ({ ...search, revision: String(to) }),
    replace: true,
    resetScroll: false,
  });
  return (
    <div className="facts-download">
      {revision > 0 && (
        <Link {...at(revision - 1)} className="button">
          {text('facts.previous')}
        </Link>
      )}
      <Link {...at(revision + 1)} className="button">
        {text('facts.next')}
      </Link>
      <Button
        className="button"
        onPress={() =>
          void navigator.clipboard.writeText(location.href).then(() => setCopied(true))
        }
      >
        {text('facts.copyLink')}
      </Button>
      <span role="status" className="small">
        {isCopied && text('facts.copied')}
      </span>
    </div>
  );
}
