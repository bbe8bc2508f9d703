// What an audit makes of the reports of npm and pip-audit, and which licences may come with ours. The lists themselves are
// those of the stage `dependencies`.

interface Findings {
  readonly fatal: string[];
  readonly told: string[];
  readonly looked: number;
}

const { npmFindings, pythonFindings } = jest.requireActual<{
  npmFindings(text: string): Findings | string;
  pythonFindings(text: string): Findings | string;
}>('../../scripts/dependencies/audit.mjs');

const { mayBundle, mayComeBeside } = jest.requireActual<{
  mayBundle(licence: string): boolean;
  mayComeBeside(licence: string): boolean;
}>('../../scripts/dependencies/licences.mjs');

/** What npm says of a package with a fault, and of one that only depends on it. */
function npmReport(severity: string): string {
  const advisory = {
    source: 1096727,
    name: 'request',
    dependency: 'request',
    title: 'Server-Side Request Forgery in Request',
    url: 'https://github.com/advisories/GHSA-p8p7-x288-28g6',
    severity,
    cwe: ['CWE-918'],
    cvss: { score: 6.1, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N' },
    range: '<=2.88.2'
  };
  const entry = { severity, isDirect: false, effects: [], range: '*', fixAvailable: false };
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      request: { name: 'request', ...entry, via: [advisory], nodes: ['node_modules/request'] },
      jsdom: { name: 'jsdom', ...entry, via: ['request'], nodes: ['node_modules/jsdom'] }
    },
    metadata: {
      vulnerabilities: { info: 0, low: 0, moderate: 0, high: 2, critical: 0, total: 2 },
      dependencies: { prod: 516, dev: 400, optional: 20, peer: 0, peerOptional: 0, total: 900 }
    }
  });
}

const SAID =
  'request <=2.88.2: Server-Side Request Forgery in Request (SEVERITY), https://github.com/advisories/GHSA-p8p7-x288-28g6';

test.each(['high', 'critical'])('a fault of npm that is %s is fatal, and told once', severity => {
  expect(npmFindings(npmReport(severity))).toEqual({
    fatal: [SAID.replace('SEVERITY', severity)],
    told: [],
    looked: 516
  });
});

test.each(['info', 'low', 'moderate'])('one that is %s is told', severity => {
  expect(npmFindings(npmReport(severity))).toEqual({
    fatal: [],
    told: [SAID.replace('SEVERITY', severity)],
    looked: 516
  });
});

test('a registry that refuses or is out of reach is no finding', () => {
  const refused = {
    message: '405 Method Not Allowed - POST /-/npm/v1/security/advisories/bulk',
    method: 'POST',
    statusCode: 405,
    body: '',
    error: { summary: '', detail: '' }
  };
  expect(npmFindings(JSON.stringify(refused))).toBe(refused.message);
});

test.each(['', 'npm error', '{}', '[]', 'null', '{"vulnerabilities":{}}'])(
  'what is no report of npm is a fault: %j',
  text => {
    expect(() => npmFindings(text)).toThrow(/^npm audit answers/);
  }
);

function pythonReport(fixes: readonly string[]): string {
  const fault = {
    id: 'PYSEC-2023-62',
    fix_versions: fixes,
    aliases: ['CVE-2023-30861'],
    description: 'When all of the following conditions are met, ...'
  };
  return JSON.stringify({
    dependencies: [
      { name: 'flask', version: '2.2.2', vulns: [fault] },
      { name: 'numpy', version: '2.4.6', vulns: [] },
      { name: 'mine', skip_reason: 'Dependency not found on PyPI' }
    ],
    fixes: []
  });
}

test('a fault of a Python package is fatal where it is mended', () => {
  const skipped = 'mine was not looked up: Dependency not found on PyPI';
  expect(pythonFindings(pythonReport(['2.2.5', '2.3.2']))).toEqual({
    fatal: ['flask 2.2.2: PYSEC-2023-62, mended in 2.2.5, 2.3.2'],
    told: [skipped],
    looked: 2
  });
  expect(pythonFindings(pythonReport([]))).toEqual({
    fatal: [],
    told: ['flask 2.2.2: PYSEC-2023-62, not mended yet', skipped],
    looked: 2
  });
});

test('a registry that knows no package has not answered', () => {
  const report = { dependencies: [{ name: 'numpy', skip_reason: 'not found' }], fixes: [] };
  expect(pythonFindings(JSON.stringify(report))).toBe('not found');
  expect(() => pythonFindings('{}')).toThrow(/^pip-audit answers in a form that is not known/);
  expect(() => pythonFindings('')).toThrow('pip-audit answers no JSON: nothing');
});

test.each([
  ['MIT', true, true],
  ['(MIT OR GPL-3.0-only)', true, true],
  ['MIT AND Zlib', true, true],
  ['MIT AND GPL-3.0-only', false, false],
  ['(CC-BY-4.0 AND OFL-1.1 AND MIT)', false, true],
  ['EPL-2.0', false, true],
  ['GPL-3.0-only', false, false],
  ['AGPL-3.0-or-later', false, false],
  ['MPL-2.0', false, false],
  ['SEE LICENSE IN LICENSE', false, false],
  ['UNLICENSED', false, false],
  ['none', false, false],
  ['((MIT) OR (GPL-3.0-only', false, false]
])('%s may be in our files: %j, beside them: %j', (licence, inFiles, beside) => {
  expect([mayBundle(licence), mayComeBeside(licence)]).toEqual([inFiles, beside]);
});
