import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtInEditions } from '@app/programs';

export const BUILT_IN = 'microsoft-partner-network/2017-09-15';
export const CRM_RESELLER = 'cloud-customer-relationship-management/cloud-crm-reseller';

/** Of the built-in edition, in its order. */
export const OPTIONS = [
  'cloud-business-applications/enterprise-customer-engagement',
  'cloud-business-applications/enterprise-operations',
  CRM_RESELLER,
];

export interface OwnEdition {
  /** `<program>/<edition>`: its place and its id. */
  readonly id?: string;
  readonly effectiveFrom?: string;
  /** Dollars of the reseller option's silver tier in developed markets. */
  readonly crmSilver?: number;
  /** Put before the competencies' names, which belong to one program. */
  readonly competencyPrefix?: string;
}

/** The built-in edition's text with some of it changed. */
export function editionText(edition: OwnEdition = {}): string {
  const { id = BUILT_IN, effectiveFrom, crmSilver = 100_000, competencyPrefix = '' } = edition;
  const text = readFileSync(join(builtInEditions(), `${BUILT_IN}.yaml`), 'utf8')
    .replace(`id: ${BUILT_IN}`, `id: ${id}`)
    .replace(`program: ${dirname(BUILT_IN)}`, `program: ${dirname(id)}`)
    .replace(/effectiveFrom: null/, `effectiveFrom: ${effectiveFrom ?? 'null'}`)
    .replace(/competency: cloud-/g, `competency: ${competencyPrefix}cloud-`);
  const reseller = text.indexOf('option: cloud-crm-reseller');
  return (
    text.slice(0, reseller) + text.slice(reseller).replace("usd: '100000'", `usd: '${crmSilver}'`)
  );
}

/** Cases that hold whatever an edition's thresholds are. */
export function casesText({ effectiveFrom, competencyPrefix = '' }: OwnEdition = {}): string {
  const days =
    effectiveFrom === undefined ? ['2017-06-01'] : [effectiveFrom, dayBefore(effectiveFrom)];
  const cases = OPTIONS.flatMap((option) => [
    `  - name: nobody is anything in ${option}`,
    `    option: ${competencyPrefix}${option}`,
    '    market: developed',
    '    given: |',
    '      2017-01-01 enrolled',
    '    expect:',
    ...days.map((day) => `      '${day}': none`),
  ]);
  return ['cases:', ...cases, ''].join('\n');
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** A folder of editions as users have them. */
export class OwnPrograms {
  readonly folder = mkdtempSync(join(tmpdir(), 'assay-programs-'));

  write(edition: OwnEdition = {}): void {
    const { id = BUILT_IN } = edition;
    this.writeFile(`${id}.cases.yaml`, casesText(edition));
    this.writeFile(`${id}.yaml`, editionText(edition));
  }

  writeFile(file: string, text: string): void {
    mkdirSync(dirname(this.pathOf(file)), { recursive: true });
    writeFileSync(this.pathOf(file), text);
  }

  pathOf(file: string): string {
    return join(this.folder, file);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
