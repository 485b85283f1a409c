import './dialogs.css';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Label } from 'react-aria-components/Label';
import { Popover } from 'react-aria-components/Popover';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { answer, api } from '../api/client.js';
import { useCommonText } from '../language/common.js';
import { isLanguage, type Language } from '../language/locale.js';
import { prefer, type Theme, usePreferences } from '../language/preferences.js';
import { useLanguage } from '../language/text.js';
import { useSession } from '../session/session.js';
import type { Opened } from './controls.js';

/** A language is named in itself, so that whoever needs it finds it. */
const NAMED: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' };
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

export default function YouDialog({ trigger, close }: Opened) {
  const text = useCommonText();
  const session = useSession();
  return (
    <Popover
      isOpen
      triggerRef={trigger}
      onOpenChange={close}
      placement="bottom end"
      className="popover"
    >
      <Dialog className="dialog you" aria-label={text('frame.you')}>
        <p>
          {text('frame.signedInAs', { name: session.name })}
          <br />
          <span className="muted">{text(`role.${session.role}`)}</span>
        </p>
        <LanguageChoice />
        <ThemeChoice />
        <SignOut />
      </Dialog>
    </Popover>
  );
}

function LanguageChoice() {
  const text = useCommonText();
  const language = useLanguage();
  const navigate = useNavigate();
  const choose = (chosen: string) => {
    if (!isLanguage(chosen)) return;
    prefer({ language: chosen });
    // What the address says goes before what was chosen, so it must not say another one.
    void navigate({
      to: '.',
      search: (search) => ({ ...search, lang: undefined }),
      replace: true,
      resetScroll: false,
    });
  };
  return (
    <RadioGroup value={language} onChange={choose} className="choices">
      <Label>{text('frame.language')}</Label>
      {Object.entries(NAMED).map(([value, name]) => (
        <Radio key={value} value={value} className="choice" lang={value}>
          {name}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function ThemeChoice() {
  const text = useCommonText();
  const { theme } = usePreferences();
  return (
    <RadioGroup
      value={theme}
      onChange={(chosen) => prefer({ theme: chosen as Theme })}
      className="choices"
    >
      <Label>{text('frame.theme')}</Label>
      {THEMES.map((value) => (
        <Radio key={value} value={value} className="choice">
          {text(`frame.theme.${value}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function SignOut() {
  const text = useCommonText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async () => {
    await answer(api.DELETE('/v1/session'));
    await navigate({ to: '/sign-in', search: {} });
    queries.clear();
  };
  return (
    <Button className="button" onPress={() => void signOut()}>
      {text('frame.signOut')}
    </Button>
  );
}
