import './fields.css';
import { useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useCommonText } from '../language/common.js';

/** A secret that nobody can be shown again, and a button that copies it. */
export function ShownOnce({ label, secret }: { label: string; secret: string }) {
  const text = useCommonText();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setSaid(text('once.copied'));
    } catch {
      // Without https there is no clipboard to write to: it is marked, and the keys copy it.
      field.current?.select();
      setSaid(text('once.marked'));
    }
  };
  return (
    <div className="shown-once">
      <label htmlFor={id}>
        <strong>{label}</strong>
      </label>
      <div className="shown-once-row">
        <input id={id} ref={field} readOnly value={secret} spellCheck={false} />
        <Button className="button primary" onPress={() => void copy()}>
          {text('once.copy')}
        </Button>
      </div>
      <p className="small">{text('once.text')}</p>
      <p className="small" role="status">
        {said}
      </p>
    </div>
  );
}
