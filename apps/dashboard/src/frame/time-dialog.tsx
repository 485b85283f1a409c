import './dialogs.css';
import './time-dialog.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { answer, api } from '../api/client.js';
import { organizationKey } from '../api/queries.js';
import { useCommonText } from '../language/common.js';
import { useLocale } from '../language/text.js';
import { wholeNumber } from '../language/written.js';
import { DayField, MomentField } from '../parts/day-field.js';
import { useSession } from '../session/session.js';
import type { Opened } from './controls.js';
import { isRevision, useAskedTime } from './everywhere.js';

type Known = 'all' | 'instant' | 'revision';

/** Asks for the day, and for what was known; both go into the address. */
export default function TimeDialog({ trigger, close }: Opened) {
  const text = useCommonText();
  const asked = useAskedTime();
  const { today } = useSession();
  const show = useShow(close);
  const { organizationId } = useParams({ strict: false }) as { organizationId?: string };
  const head = useHead(organizationId);
  const [asOf, setAsOf] = useState(asked.asOf ?? today);
  const [known, setKnown] = useState<Known>(() => knownOf(asked.knownAt));
  const [moment, setMoment] = useState(() => momentOf(asked.knownAt, today));
  const [revision, setRevision] = useState(() =>
    asked.knownAt !== undefined && isRevision(asked.knownAt) ? Number(asked.knownAt) : null,
  );
  const knownAt = () => {
    if (known === 'instant') return `${moment}:00Z`;
    return known === 'revision' ? String(revision ?? head ?? 0) : undefined;
  };
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      onOpenChange={close}
      placement="bottom end"
      className="popover"
    >
      <Dialog className="dialog time-dialog">
        <Heading slot="title">{text('time.title')}</Heading>
        <DayField label={text('time.asOf')} value={asOf} onChange={setAsOf} />
        <RadioGroup
          className="choices"
          value={known}
          onChange={(chosen) => setKnown(chosen as Known)}
        >
          <Label>{text('time.knownAt')}</Label>
          <Radio value="all" className="choice">
            {text('time.known.all')}
          </Radio>
          <Radio value="instant" className="choice">
            {text('time.known.instant')}
          </Radio>
          {organizationId !== undefined && (
            <Radio value="revision" className="choice">
              {text('time.known.revision')}
            </Radio>
          )}
        </RadioGroup>
        {known === 'instant' && (
          <MomentField label={text('time.instant')} value={moment} onChange={setMoment} />
        )}
        {known === 'revision' && head !== null && (
          <Revision value={Math.min(revision ?? head, head)} last={head} onChange={setRevision} />
        )}
        <div className="dialog-foot">
          <Button
            className="button primary"
            onPress={() => show({ asOf: asOf === today ? undefined : asOf, knownAt: knownAt() })}
          >
            {text('time.apply')}
          </Button>
          <Button className="button" onPress={() => show({ asOf: undefined, knownAt: undefined })}>
            {text('time.reset')}
          </Button>
        </div>
      </Dialog>
    </Popover>
  );
}

/** Shows what one looks at, as of another time. */
function useShow(close: () => void) {
  const navigate = useNavigate();
  return (time: { asOf: string | undefined; knownAt: string | undefined }) => {
    close();
    void navigate({
      to: '.',
      search: (search) => ({ ...search, ...time }),
      resetScroll: false,
    });
  };
}

function knownOf(knownAt: string | undefined): Known {
  if (knownAt === undefined) return 'all';
  return isRevision(knownAt) ? 'revision' : 'instant';
}

/** To the minute, in UTC, as a field of the browser writes it. */
function momentOf(knownAt: string | undefined, today: string): string {
  if (knownAt === undefined || isRevision(knownAt)) return `${today}T00:00`;
  return new Date(knownAt).toISOString().slice(0, 16);
}

/** The last revision that there is; `null` while it is not known. */
function useHead(organizationId: string | undefined): number | null {
  const { data } = useQuery({
    queryKey: organizationKey(organizationId ?? '', 'head'),
    queryFn: ({ signal }) => {
      const params = { path: { organizationId: organizationId ?? '' } };
      return answer(api.GET('/v1/organizations/{organizationId}/standing', { params, signal }));
    },
    enabled: organizationId !== undefined,
  });
  return data?.knownAt.revision ?? null;
}

function Revision(props: { value: number; last: number; onChange: (revision: number) => void }) {
  const text = useCommonText();
  const locale = useLocale();
  const { value, last, onChange } = props;
  const shown = { revision: wholeNumber(locale, value), last: wholeNumber(locale, last) };
  return (
    <Slider
      className="slider"
      value={value}
      minValue={0}
      maxValue={Math.max(1, last)}
      onChange={(revision) => onChange(Math.min(Number(revision), last))}
    >
      <Label>{text('time.revisionLabel')}</Label>
      <SliderOutput>{text('time.revision', shown)}</SliderOutput>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  );
}
