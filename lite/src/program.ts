// A cell of TypeScript as a JavaScript function: types are stripped, names that are declared at the top become the
// kernel's, imports are asked of the kernel, and the last expression is what the function returns. No line moves, so
// that errors name the lines of the cell.

import { parse, type ImportDeclaration, type ImportSpecifier, type Pattern } from 'acorn';
import { transform } from 'sucrase';
import { UsageError } from './cell';

/** A cell that can be run. */
export interface Program {
  /** An expression whose value is an async function without arguments. It expects `IMPORT` to be defined. */
  readonly code: string;
  /** Names that it declares at the top: properties of the global object when it runs. */
  readonly names: readonly string[];
}

/** Name of the function that gives a module; it is told the module's name and which of its exports are asked for. */
export const IMPORT = 'percolab$import';

/** A replacement of a range of text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes a program of a cell.
 *
 * @param source TypeScript, with `await` and `import` at the top if it likes
 * @param place what errors call it, e.g. `cell-3.ts`
 * @throws SyntaxError saying where; UsageError for what has no meaning in a cell
 */
export function makeProgram(source: string, place: string): Program {
  // Imports that only a later cell uses are kept.
  const { code } = transform(source, {
    transforms: ['typescript'],
    keepUnusedImports: true,
    disableESTransforms: true
  });
  const { body } = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true
  });
  const names: string[] = [];
  const hoisted: string[] = [];
  const edits: Edit[] = [];
  const insert = (at: number, text: string): void => void edits.push({ start: at, end: at, text });
  body.forEach((statement, index) => {
    const { start, end } = statement;
    switch (statement.type) {
      case 'ImportDeclaration':
        edits.push({ start, end, text: importing(statement, names) });
        break;
      case 'ExportNamedDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportAllDeclaration':
        throw new UsageError('export: a cell exports nothing, its names are known to all cells');
      case 'VariableDeclaration': {
        const { declarations } = statement;
        edits.push({ start, end: declarations[0].start, text: ';(' });
        for (const { id, init } of declarations) {
          names.push(...namesOf(id));
          if (!init) insert(id.end, ' = undefined');
        }
        insert(declarations.at(-1)!.end, ');');
        break;
      }
      case 'FunctionDeclaration':
        hoisted.push(statement.id.name);
        break;
      case 'ClassDeclaration':
        names.push(statement.id.name);
        insert(start, `;${statement.id.name} = `);
        insert(end, ';');
        break;
      case 'ExpressionStatement':
        if (index === body.length - 1) {
          insert(start, ';return (');
          insert(statement.expression.end, ')');
        }
    }
  });
  const published = hoisted.map(name => `globalThis.${name} = ${name};`).join('');
  return {
    code: `(async () => {'use strict';${published}${edited(code, edits)}\n})\n//# sourceURL=${place}`,
    names: [...names, ...hoisted]
  };
}

/** An import as an assignment. */
function importing({ source, specifiers }: ImportDeclaration, names: string[]): string {
  const keys: string[] = [];
  const targets: string[] = [];
  for (const specifier of specifiers) {
    const { name } = specifier.local;
    names.push(name);
    if (specifier.type === 'ImportNamespaceSpecifier') {
      targets.push(`...${name}`);
    } else {
      const key = specifier.type === 'ImportDefaultSpecifier' ? 'default' : wordOf(specifier);
      keys.push(key);
      targets.push(`${JSON.stringify(key)}: ${name}`);
    }
  }
  const asked = `await ${IMPORT}(${JSON.stringify(source.value)}, ${JSON.stringify(keys)})`;
  return `;({${targets.join(', ')}} = ${asked});`;
}

function wordOf({ imported }: ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : String(imported.value);
}

/** The names that a pattern binds. */
function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap(property =>
        namesOf(property.type === 'RestElement' ? property.argument : property.value)
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(element => (element ? namesOf(element) : []));
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    case 'MemberExpression':
      return [];
  }
}

function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, text: put } of [...edits].sort((a, b) => a.start - b.start)) {
    // Lines of what is replaced stay.
    const lines = text.slice(start, end).replace(/[^\n]/g, '');
    result += text.slice(done, start) + put + lines;
    done = end;
  }
  return result + text.slice(done);
}
