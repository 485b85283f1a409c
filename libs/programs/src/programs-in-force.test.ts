import {
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { optionIdsOf, type Program } from '@app/domain';
import { loadPrograms, ProgramsInForce, programsWith, renderProblem } from '@app/programs';
import {
  BUILT_IN,
  casesText,
  CRM_RESELLER,
  editionText,
  OwnPrograms,
} from '../../../test/support/own-programs.js';

let own: OwnPrograms;
beforeEach(() => {
  own = new OwnPrograms();
});
afterEach(() => {
  own.dispose();
});

const HOUSE = { id: 'house/2020', competencyPrefix: 'house-' };

function problemsOf(): string[] {
  try {
    programsWith(own.folder);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

const hashOf = (programs: readonly Program[]) => programs[0]?.editions[0]?.contentHash;

describe('the programs with those of a folder', () => {
  test('are the built-in ones where there is none, or an empty one', () => {
    expect(programsWith(undefined)).toEqual(loadPrograms());
    expect(programsWith(own.folder)).toEqual(loadPrograms());
  });

  test('have a program of their own behind the built-in ones', () => {
    own.write(HOUSE);
    const programs = programsWith(own.folder);
    expect(programs.map(({ id }) => id)).toEqual(['microsoft-partner-network', 'house']);
    expect(optionIdsOf(programs)).toContain(`house-${CRM_RESELLER}`);
  });

  test("have one with a built-in program's id in its place, whole", () => {
    own.write({ id: 'microsoft-partner-network/2030', crmSilver: 120_000 });
    const [program, ...others] = programsWith(own.folder);
    expect(program?.editions.map(({ id }) => id)).toEqual(['microsoft-partner-network/2030']);
    expect(others).toEqual([]);
  });

  test('are refused where an option belongs to a built-in program that stays', () => {
    own.write({ id: 'house/2020' });
    const place = new RegExp(
      `^${own.folder}/house/2020\\.yaml:\\d+:5: the built-in program microsoft-partner-network has an option ${CRM_RESELLER} too; an option belongs to one program`,
    );
    expect(problemsOf()).toHaveLength(3);
    expect(problemsOf()[2]).toMatch(place);
  });

  test('are refused where an option belongs to two programs of the folder', () => {
    own.write(HOUSE);
    own.write({ ...HOUSE, id: 'mansion/2020' });
    expect(problemsOf()[0]).toMatch(
      /\/mansion\/2020\.yaml:\d+:\d+: program house has an option house-.* too; an option belongs to one program$/,
    );
  });

  test('are refused with every problem of every file, cases that do not hold among them', () => {
    own.write({ ...HOUSE, id: 'house/2020' });
    own.writeFile('house/2020.cases.yaml', casesText(HOUSE).replace(': none', ': gold'));
    own.write({ id: 'mansion/2020', competencyPrefix: 'mansion-' });
    own.writeFile(
      'mansion/2020.yaml',
      editionText({ id: 'mansion/2020', competencyPrefix: 'mansion-' }).replace(
        'window: by-day',
        'window: by-week',
      ),
    );
    const problems = problemsOf();
    expect(problems.join('\n')).toMatch(/house\/2020\.cases\.yaml:\d+:\d+: the case expects gold/);
    expect(problems.join('\n')).toMatch(/mansion\/2020\.yaml:\d+:\d+: .*window.*by-week/);
  });

  test('are refused with an edition that stands beside the folders, or a folder with the name of a file', () => {
    own.writeFile('2020.yaml', editionText());
    expect(problemsOf()).toEqual([
      `${own.folder}/2020.yaml:1:1: an edition stands in a folder with the id of its program; expected <program>/<edition>.yaml`,
    ]);
    rmSync(own.pathOf('2020.yaml'));
    mkdirSync(own.pathOf('house/2020.yaml'), { recursive: true });
    expect(problemsOf().join()).toMatch(/it cannot be read: .*EISDIR/);
  });

  test('are refused where the folder is not there, or none', () => {
    const gone = join(own.folder, 'gone');
    expect(() => programsWith(gone)).toThrow(`${gone}:1:1: there is no such folder`);
    own.writeFile('file', '');
    expect(() => programsWith(join(own.folder, 'file'))).toThrow(/it cannot be read: .*ENOTDIR/);
  });

  test("pass over what editors put there, a lock that leads nowhere as well as a file's copy", () => {
    own.write(HOUSE);
    symlinkSync('somebody@host.1234', own.pathOf('house/.#2020.yaml'));
    own.writeFile('house/.2020.yaml.swp', '\0');
    own.writeFile('house/2020.yaml~', 'half');
    expect(problemsOf()).toEqual([]);
  });
});

describe('the programs in force', () => {
  test('stay where there is no folder to look at', async () => {
    const inForce = await ProgramsInForce.open();
    expect(await inForce.look()).toBe('nothing-new');
    expect(inForce.current()).toEqual(loadPrograms());
  });

  test('are another set as soon as a change has been there for two looks', async () => {
    const inForce = await ProgramsInForce.open(own.folder);
    const before = inForce.current();
    expect(await inForce.look()).toBe('nothing-new');
    own.write({ crmSilver: 120_000 });
    expect(await inForce.look()).toBe('nothing-new');
    expect(inForce.current()).toBe(before);
    expect(await inForce.look()).toBe('taken');
    expect(hashOf(inForce.current())).not.toBe(hashOf(before));
    expect(await inForce.look()).toBe('nothing-new');
    rmSync(own.pathOf('microsoft-partner-network'), { recursive: true });
    await inForce.look();
    expect(await inForce.look()).toBe('taken');
    expect(inForce.current()).toEqual(before);
  });

  test('are not judged by half of a set', async () => {
    const inForce = await ProgramsInForce.open(own.folder);
    own.writeFile('house/2020.yaml', editionText(HOUSE).slice(0, 1_000));
    expect(await inForce.look()).toBe('nothing-new');
    own.writeFile('house/2020.yaml', editionText(HOUSE));
    expect(await inForce.look()).toBe('nothing-new');
    own.writeFile('house/2020.cases.yaml', casesText(HOUSE));
    expect(await inForce.look()).toBe('nothing-new');
    expect(await inForce.look()).toBe('taken');
    expect(inForce.problems).toEqual([]);
  });

  test('stay while the set is wrong, are told what is, once, and go on when it is mended', async () => {
    own.write(HOUSE);
    const inForce = await ProgramsInForce.open(own.folder);
    const before = inForce.current();
    own.writeFile('house/2020.yaml', editionText(HOUSE).replace('kind: rolling', 'kind: roling'));
    await inForce.look();
    expect(await inForce.look()).toBe('refused');
    expect(inForce.problems.map(renderProblem).join()).toMatch(/house\/2020\.yaml:\d+:\d+: /);
    expect(inForce.current()).toBe(before);
    expect(await inForce.look()).toBe('nothing-new');
    expect(inForce.problems).not.toEqual([]);
    own.writeFile('house/2020.yaml', `# said again\n${editionText(HOUSE)}`);
    await inForce.look();
    expect(await inForce.look()).toBe('taken');
    expect(inForce.problems).toEqual([]);
    // The same rules with another comment: whoever keeps something for the set may keep it.
    expect(inForce.current()).toBe(before);
  });

  test('stay when the folder goes away for a while', async () => {
    own.write(HOUSE);
    const inForce = await ProgramsInForce.open(own.folder);
    const before = inForce.current();
    renameSync(own.folder, `${own.folder}.away`);
    await inForce.look();
    expect(await inForce.look()).toBe('refused');
    expect(inForce.problems.map(renderProblem)).toEqual([
      `${own.folder}:1:1: there is no such folder; expected one with a folder for each program`,
    ]);
    expect(inForce.current()).toBe(before);
    renameSync(`${own.folder}.away`, own.folder);
    await inForce.look();
    expect(await inForce.look()).toBe('taken');
  });

  test('notice a file renamed over another of the same size and time', async () => {
    own.write({ crmSilver: 110_000 });
    const inForce = await ProgramsInForce.open(own.folder);
    const path = own.pathOf(`${BUILT_IN}.yaml`);
    const { atime, mtime, size } = statSync(path);
    writeFileSync(`${path}.new`, editionText({ crmSilver: 120_000 }));
    utimesSync(`${path}.new`, atime, mtime);
    renameSync(`${path}.new`, path);
    expect(statSync(path)).toMatchObject({ size });
    await inForce.look();
    expect(await inForce.look()).toBe('taken');
  });

  test('follow the links of a mounted ConfigMap when they are turned', async () => {
    const mounted = own.pathOf('mounted');
    for (const [name, crmSilver] of [
      ['..1', 110_000],
      ['..2', 120_000],
    ] as const) {
      const text = {
        [`${BUILT_IN}.yaml`]: editionText({ crmSilver }),
        [`${BUILT_IN}.cases.yaml`]: casesText(),
      };
      for (const [file, content] of Object.entries(text))
        own.writeFile(join('mounted', name, file), content);
    }
    symlinkSync('..1', join(mounted, '..data'));
    symlinkSync('..data/microsoft-partner-network', join(mounted, 'microsoft-partner-network'));
    const inForce = await ProgramsInForce.open(mounted);
    const before = hashOf(inForce.current());
    symlinkSync('..2', join(mounted, '..data_tmp'));
    renameSync(join(mounted, '..data_tmp'), join(mounted, '..data'));
    await inForce.look();
    expect(await inForce.look()).toBe('taken');
    expect(hashOf(inForce.current())).not.toBe(before);
  });
});
