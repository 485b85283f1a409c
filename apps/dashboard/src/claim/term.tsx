import type { ReactNode } from 'react';

/** A line of a list of terms: what it is, and what it is here. */
export function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
