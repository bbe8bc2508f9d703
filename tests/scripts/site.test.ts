// The parts of `npm run site` that need nothing built: reading a zip archive, notebooks for the site, the server.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const scripts = join(__dirname, '..', '..', 'scripts', 'site');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'percolab-site-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a program that imports a module of the scripts prints, read as JSON. Jest can't load modules of Node's own kind. */
function ask(module: string, program: string): unknown {
  const code = `import * as it from ${JSON.stringify(join(scripts, module))}; ${program}`;
  const args = ['--input-type=module', '-e', code];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
}

/** A zip archive of files, each stored or deflated. */
function zip(files: readonly { name: string; text: string; deflated: boolean }[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, text, deflated } of files) {
    const plain = Buffer.from(text);
    const packed = deflated ? deflateRawSync(plain) : plain;
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(deflated ? 8 : 0, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(name.length, 0);
    // Of extra fields.
    lengths.writeUInt16LE(2, 2);
    const local = [Buffer.from('PK\x03\x04'), fields, lengths, Buffer.from(`${name}xx`), packed];
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    const head = [Buffer.from('PK\x01\x02\x00\x00'), fields, lengths, tail];
    entries.push(...head, Buffer.from(`${name}xx`));
    locals.push(...local);
    at = Buffer.concat(locals).length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

test('one file of a zip archive, stored or deflated', () => {
  const text = 'words '.repeat(100);
  const files = [
    { name: 'a.txt', text: 'stored', deflated: false },
    { name: 'b/c.txt', text, deflated: true }
  ];
  writeFileSync(join(folder, 'x.zip'), zip(files));
  const read = (pattern: string) =>
    ask(
      'zip.mjs',
      `import { readFileSync } from 'node:fs';
       const found = it.unzipOne(readFileSync('x.zip'), name => ${pattern}.test(name));
       console.log(JSON.stringify(found && String(found)));`
    );
  expect([read('/^a/'), read('/c.txt$/'), read('/none/')]).toEqual(['stored', text, null]);
});

test('a notebook of Python keeps its studies, and shows the rest', () => {
  const cell = (source: string | string[], cell_type = 'code') => ({ cell_type, id: 'x', source });
  const notebook = {
    cells: [
      cell('# Title', 'markdown'),
      cell('%load_ext percolab'),
      cell(['%%percolation curve\n', 'p: 0.5']),
      cell('curve.to_dataframe()')
    ],
    metadata: { kernelspec: { name: 'python3' } },
    nbformat: 4
  };
  const forSite = (value: object) =>
    ask('notebooks.mjs', `console.log(JSON.stringify(it.forSite(${JSON.stringify(value)})))`);
  const made = forSite(notebook) as typeof notebook;
  expect(made.cells.map(({ cell_type }) => cell_type)).toEqual([
    'markdown',
    'code',
    'code',
    'markdown'
  ]);
  expect(made.cells[3].source).toContain('```python\ncurve.to_dataframe()\n```');
  expect(made.metadata.kernelspec.name).toBe('percolab');
  expect(forSite({ ...notebook, cells: [cell('import percolab')] })).toBeNull();
});

test('the server gives the files of its folder, and no others', () => {
  mkdirSync(join(folder, 'site', 'lab'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'site', 'lab', 'index.html'), '<p>lab');
  writeFileSync(join(folder, 'site', 'a b.js'), '1');
  const program = `
    import { request } from 'node:http';
    const { address, close } = await it.serveFolder('site', 0, '/base/');
    const { port } = new URL(address);
    // fetch would tidy the paths.
    const get = path => new Promise(resolve => request({ port, path }, async response => {
      let text = '';
      for await (const part of response) text += part;
      const { location, 'content-type': type } = response.headers;
      resolve([response.statusCode, location ?? type, text]);
    }).end());
    const paths = ['lab/', 'lab/index.html?x', 'lab', 'a%20b.js', '', '../secret.txt', '%2e%2e/secret.txt', '..%2fsecret.txt', 'a%00b', '%'];
    const answers = [];
    for (const path of paths) answers.push(await get('/base/' + path));
    answers.push(await get('/lab/'));
    console.log(JSON.stringify(answers));
    close();
    process.exit();`;
  const html = [200, 'text/html; charset=utf-8', '<p>lab'];
  const missing = [404, 'text/plain', 'There is no such file.\n'];
  expect(ask('server.mjs', program)).toEqual([
    html,
    html,
    [301, '/base/lab/', ''],
    [200, 'text/javascript; charset=utf-8', '1'],
    ...Array<unknown>(7).fill(missing)
  ]);
});
