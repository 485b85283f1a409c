import type { ReactNode } from 'react';
import { useCommonText } from '../language/common.js';
import { type Role, useSession } from '../session/session.js';
import { EmptyState } from './states.js';

/** What keys of some roles may see; for everybody else whom to ask. */
export function OnlyFor({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const text = useCommonText();
  const { role } = useSession();
  if (roles.includes(role)) return children;
  const named = roles.map((each) => text(`role.${each}`)).join(', ');
  return (
    <section className="card">
      <EmptyState title={text('onlyFor.title')}>
        <p>{text('onlyFor.text', { roles: named })}</p>
      </EmptyState>
    </section>
  );
}
