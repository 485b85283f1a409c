import { CheckIcon, CrossIcon } from '../parts/icons.js';
import type { Attempt } from './asked.js';
import { useReceiversText } from './words.js';

/** Whether something arrived, and what the receiver answered. */
export function Outcome({
  attempt: { delivered, status, error, durationMs },
}: {
  attempt: Attempt;
}) {
  const text = useReceiversText();
  const answered = status === undefined ? null : text('receivers.status', { status });
  return delivered ? (
    <p className="receiver-state good">
      <CheckIcon />
      {text('receivers.testOk', { status: answered ?? '', ms: durationMs })}
    </p>
  ) : (
    <p className="receiver-state bad">
      <CrossIcon />
      {text('receivers.testFailed', {
        why:
          [answered, error].filter((part) => part !== null && part !== undefined).join(', ') ||
          text('receivers.noAnswer'),
        ms: durationMs,
      })}
    </p>
  );
}
