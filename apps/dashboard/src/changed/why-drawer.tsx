import '../evidence/evidence.css';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { keyOf, PieceAmount, PieceSaid } from '../evidence/pieces-table.js';
import { type AskedTime, useAskedTime } from '../frame/everywhere.js';
import { useCommonText } from '../language/common.js';
import type { AskedFinding } from '../organization/search.js';
import { Drawer } from '../parts/drawer.js';
import { useNames } from '../parts/names.js';
import { ErrorPanel, Loading } from '../parts/states.js';
import { TableHead } from '../parts/table-head.js';
import { useEvidenceText } from '../evidence/words.js';
import { allPiecesQuery } from './asked.js';
import { type Judgement, type JudgedOtherwise, judgedOtherwise } from './judged-otherwise.js';
import { useChangedText } from './words.js';

interface WhyDrawerProps {
  readonly organizationId: string;
  readonly finding: AskedFinding;
  readonly close: () => void;
}

/** Which facts made a figure of the day another than it was. */
export default function WhyDrawer({ organizationId, finding, close }: WhyDrawerProps) {
  const text = useChangedText();
  const common = useCommonText();
  const names = useNames();
  const { knownAt, ...day } = useAskedTime();
  const then: AskedTime = knownAt === undefined ? day : { ...day, knownAt };
  const { data: was, error: wasError } = useQuery(allPiecesQuery(organizationId, finding, then));
  const { data: is, error: isError } = useQuery(allPiecesQuery(organizationId, finding, day));
  const failed = wasError ?? isError;
  const found = useMemo(
    () => (was === undefined || is === undefined ? null : judgedOtherwise(was, is, keyOf)),
    [was, is],
  );
  return (
    <Drawer title={text('changed.why')} close={close}>
      <p className="muted">
        {names.option(finding.option)},{' '}
        {text('changed.requirementOf', {
          tier: common(`tier.${finding.tier}`),
          requirement: names.requirement(finding.requirement),
        })}
      </p>
      {failed !== null ? (
        <ErrorPanel error={failed} />
      ) : found === null ? (
        <Loading lines={6} />
      ) : found.length === 0 ? (
        <p>{text('changed.whyNone')}</p>
      ) : (
        <Differences found={found} />
      )}
    </Drawer>
  );
}

const ROWS = 50;

function Differences({ found }: { found: readonly JudgedOtherwise[] }) {
  const text = useChangedText();
  const [rows, setRows] = useState(ROWS);
  return (
    <>
      <table className="table">
        <TableHead headings={[text('changed.fact'), text('changed.then'), text('changed.now')]} />
        <tbody>
          {found.slice(0, rows).map(({ piece, was, is }) => (
            <tr key={keyOf(piece)}>
              <td>
                <PieceSaid piece={piece} />
                {'amount' in piece && (
                  <span className="number">
                    <PieceAmount piece={piece} />
                  </span>
                )}
              </td>
              <td>
                <Judged judgement={was} />
              </td>
              <td>
                <Judged judgement={is} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > rows && (
        <div>
          <Button className="button" onPress={() => setRows(rows + ROWS)}>
            {text('changed.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Judged({ judgement }: { judgement: Judgement }) {
  const text = useEvidenceText();
  const changed = useChangedText();
  if (judgement === null) return <span className="muted">{changed('changed.notKnown')}</span>;
  if (judgement === 'counted') return text('evidence.counted');
  return text('evidence.because', { reason: text(`evidence.reason.${judgement}`) });
}
