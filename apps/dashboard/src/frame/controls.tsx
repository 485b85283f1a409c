import { type ComponentType, lazy, type RefObject, Suspense, useRef, useState } from 'react';
import { useCommonText } from '../language/common.js';
import { ClockIcon, PersonIcon, SearchIcon } from '../parts/icons.js';
import { useTimeShown } from './time-shown.js';

/** What a button of the header opens. It comes when it is first asked for: the first view does not wait for it. */
export interface Opened {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly close: () => void;
}

const Finder = lazy(() => import('./finder.js'));
const TimeDialog = lazy(() => import('./time-dialog.js'));
const YouDialog = lazy(() => import('./you-dialog.js'));

interface ControlProps {
  readonly label: string;
  readonly shown?: string;
  readonly Icon: ComponentType;
  readonly Content: ComponentType<Opened>;
}

function Control({ label, shown, Icon, Content }: ControlProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        ref={trigger}
        className="button control"
        aria-label={shown === undefined ? label : `${label}: ${shown}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        <Icon />
        <span className="control-shown">{shown ?? label}</span>
      </button>
      {isOpen && (
        <Suspense>
          <Content trigger={trigger} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

export function FindOrganization() {
  const text = useCommonText();
  return <Control label={text('frame.findOrganization')} Icon={SearchIcon} Content={Finder} />;
}

export function TimeTravel() {
  const text = useCommonText();
  const { shown } = useTimeShown();
  return (
    <Control
      label={text('time.button')}
      shown={shown ?? text('time.today')}
      Icon={ClockIcon}
      Content={TimeDialog}
    />
  );
}

export function You() {
  const text = useCommonText();
  return <Control label={text('frame.you')} Icon={PersonIcon} Content={YouDialog} />;
}
