import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Desk, enrolment, mapping } from './desk.js';

let desk: Desk;
let organization = '';
let organizations = 0;
beforeAll(async () => {
  desk = await Desk.open();
});
beforeEach(async () => {
  organization = `people-${(organizations += 1)}`;
  await desk.record(enrolment(organization));
});
afterAll(async () => {
  await desk.close();
});

const said = async () =>
  (await desk.facts(organization)).slice(1).map(({ type, data }) => {
    const { organizationId: _organization, ...fields } = data as unknown as Record<string, unknown>;
    return { type, ...fields };
  });

describe('joiners and leavers', () => {
  test('are marks of two days in one row, and names never enter the log', async () => {
    const text = [
      'organizationId,individualId,name,email,joinedOn,leftOn',
      `${organization},p-1,Nobody Known,nobody@example.com,2017-01-15,2018-02-01`,
      `${organization},p-2,,,2017-03-01,`,
      `${organization},p-3,,,,`,
      `${organization},p-4,,not an address,2017-03-01,`,
      '',
    ].join('\n');
    const { summary, file } = await desk.import(text);
    expect(file.source).toBe('joiners-leavers');
    expect(summary).toMatchObject({ accepted: 2, rejected: 2 });
    expect(summary.rejects.map(({ row, code }) => [row, code])).toEqual([
      [4, 'nothing-said'],
      [5, 'invalid-data'],
    ]);
    expect(await said()).toEqual([
      { type: 'IndividualJoined', individualId: 'p-1', effectiveOn: '2017-01-15' },
      { type: 'IndividualLeft', individualId: 'p-1', effectiveOn: '2018-02-01' },
      { type: 'IndividualJoined', individualId: 'p-2', effectiveOn: '2017-03-01' },
    ]);
    expect(JSON.stringify(await desk.facts(organization))).not.toContain('Nobody Known');
    expect((await desk.import(text)).summary).toMatchObject({ duplicates: 2, rejected: 2 });
  });

  test('may be known by one mark and new by the other', async () => {
    const header = 'organizationId;individualId;joinedOn;leftOn\n';
    await desk.import(`${header}${organization};p-1;2017-01-15;\n`);
    const { summary } = await desk.import(`${header}${organization};p-1;2017-01-15;2018-01-01\n`);
    expect(summary).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await said()).toHaveLength(2);
  });
});

describe('partner of record', () => {
  test('is attached and detached, for some products or for all', async () => {
    const text = [
      'organizationId\tcustomerId\tattachedOn\tdetachedOn\tproducts',
      `${organization}\tc-1\t2017-01-01\t2017-06-30\tcrm-online; dynamics-365-plan-1`,
      `${organization}\tc-2\t2017-01-01\t\t`,
      '',
    ].join('\n');
    const { summary, file } = await desk.import(text);
    expect(file).toMatchObject({ source: 'partner-of-record', form: { delimiter: '\t' } });
    expect(summary).toMatchObject({ accepted: 2 });
    const products = ['crm-online', 'dynamics-365-plan-1'];
    expect(await said()).toEqual([
      {
        type: 'PartnerOfRecordAssociated',
        customerId: 'c-1',
        effectiveOn: '2017-01-01',
        products,
      },
      {
        type: 'PartnerOfRecordDissociated',
        customerId: 'c-1',
        effectiveOn: '2017-06-30',
        products,
      },
      { type: 'PartnerOfRecordAssociated', customerId: 'c-2', effectiveOn: '2017-01-01' },
    ]);
  });
});

describe('exams', () => {
  const header = 'organizationId,individualId,exam,passedOn,expiresOn\n';

  test('change where the day they expire on changes, and cannot say two things in one file', async () => {
    const first = await desk.import(`${header}${organization},p-1,mb2-715,2017-05-01,\n`);
    expect(first.file.source).toBe('exams');
    const rows = ['2019-05-01', '2020-05-01'].map(
      (day) => `${organization},p-1,MB2-715,2017-05-01,${day}\n`,
    );
    const dry = await desk.import(`${header}${rows.join('')}`, { dryRun: true });
    const { id, summary } = await desk.import(`${header}${rows.join('')}`);
    expect(summary).toMatchObject({ changed: 1, rejected: 1 });
    expect(dry.summary).toMatchObject({ changed: 1, rejected: 1 });
    expect(summary.mends).toMatchObject([{ code: 'exam-pass-exists' }]);
    expect(await desk.liveFacts(organization)).toMatchObject([
      {},
      { type: 'ExamPassed', data: { exam: 'MB2-715', expiresOn: '2019-05-01' } },
    ]);
    await desk.imports.undo(id ?? '', 'test');
    const [, pass] = await desk.liveFacts(organization);
    expect(pass?.data).not.toHaveProperty('expiresOn');
  });
});

describe('training details of Partner Center', () => {
  const COLUMNS =
    'PGAMpnId TrainingActivityId TrainingTitle TrainingType IndividualFirstName IndividualLastName Email CorpEmail TrainingCompletionDate ExpirationDate ActivationStatus Month IcMCP MCPID MpnId PartnerName PartnerCityLocation PartnerCountryLocation';
  const row = (fields: Readonly<Record<string, string>>) => {
    const usual: Readonly<Record<string, string>> = {
      TrainingTitle: 'Customizing Dynamics 365',
      IndividualFirstName: 'Unmentionable',
      Email: 'unmentionable@example.com',
      TrainingCompletionDate: '5/20/2017',
      ActivationStatus: 'Active',
      MCPID: '1234567',
      MpnId: '4390934',
    };
    return COLUMNS.split(' ')
      .map((name) => fields[name] ?? usual[name] ?? '')
      .join('\t');
  };

  test('give the exams that were passed, by pseudonyms, and name what is no exam', async () => {
    const text = [
      COLUMNS.replaceAll(' ', '\t'),
      row({ TrainingActivityId: 'MB2-716' }),
      row({ TrainingActivityId: '71', TrainingTitle: 'Exam 70-764: Administering' }),
      row({ TrainingActivityId: '72', TrainingTitle: 'How to sell "more" of it' }),
      row({ TrainingActivityId: 'MB2-718', ActivationStatus: 'Inactive' }),
      row({ TrainingActivityId: 'MB2-718', MCPID: '' }),
      row({ TrainingActivityId: 'MB2-718', MpnId: '999' }),
    ].join('\r\n');
    const own = mapping(`
extends: training-details
maps: { organizations: { "4390934": ${organization} } }
`);
    const { summary, file } = await desk.import(text, { mapping: own });
    expect(file.form).toMatchObject({ delimiter: '\t' });
    expect(summary).toMatchObject({ accepted: 2, rejected: 4, nothingToMend: 1 });
    expect(await said()).toEqual([
      { type: 'ExamPassed', individualId: '1234567', exam: 'MB2-716', passedOn: '2017-05-20' },
      { type: 'ExamPassed', individualId: '1234567', exam: '70-764', passedOn: '2017-05-20' },
    ]);
    expect(summary.rejects.map(({ row: number, code }) => [number, code])).toEqual([
      [4, 'no-exam'],
      [5, 'no-fact'],
      [6, 'empty'],
      [7, 'not-mapped'],
    ]);
    expect(JSON.stringify(await desk.facts(organization))).not.toContain('nmentionable');
  });
});
