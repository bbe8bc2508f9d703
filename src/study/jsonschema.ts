// The study's JSON Schema, for editors, made from the same table as validation.

import { allowed } from './allowed';
import type { Key, Kind, Type } from './key';
import { KEYS } from './keys';
import { DATA_NAMES } from './keys/data';
import { MOST_STEPS } from './keys/dropout';

type Json = { readonly [key: string]: unknown };

const RANGE: Json = {
  type: 'string',
  pattern: '^\\s*[-+0-9.eE]+\\s*\\.\\.\\s*[-+0-9.eE]+\\s+(by|in|log)\\s+[-+0-9.eE]+\\s*$',
  description: 'A range: a..b by step, a..b in count, a..b log count.'
};

function schemaOfType(type: Type): Json {
  switch (type.is) {
    case 'integer':
      return { type: 'integer', minimum: type.min, maximum: type.max };
    case 'number': {
      const number = {
        type: 'number',
        [type.above ? 'exclusiveMinimum' : 'minimum']: type.min,
        [type.below ? 'exclusiveMaximum' : 'maximum']: type.max
      };
      return type.none ? { anyOf: [number, { enum: ['none', null] }] } : number;
    }
    case 'choice':
      return { enum: type.of };
    case 'boolean':
      return { type: 'boolean' };
    case 'text':
      return { type: ['string', 'number'] };
    case 'widths':
      return { type: 'array', minItems: 2, items: { type: 'integer', minimum: 1, maximum: 1e6 } };
    case 'size':
      return {
        type: 'array',
        minItems: 2,
        maxItems: 2,
        items: { type: 'integer', minimum: 1, maximum: 1e4 }
      };
    case 'edges':
      return {
        type: 'array',
        minItems: 1,
        items: {
          type: 'array',
          minItems: 2,
          maxItems: 2,
          items: { type: ['string', 'number'] }
        }
      };
    case 'data':
      return { type: 'string', examples: DATA_NAMES };
  }
}

/** A change over time. */
function schemaOfChange(end: Json): Json {
  return {
    type: 'object',
    properties: { from: end, to: end, over: { type: 'integer', minimum: 1, maximum: MOST_STEPS } },
    required: ['from', 'to', 'over'],
    additionalProperties: false
  };
}

function schemaOfKey(key: Key): Json {
  const one = schemaOfType(key.type);
  const numeric = key.type.is === 'integer' || key.type.is === 'number';
  const byLayer = 'byLayer' in key.type && key.type.byLayer === true;
  const layers = byLayer ? [{ type: 'array', minItems: 1, items: one }] : [];
  const overTime = key.type.is === 'number' && key.type.overTime === true;
  const changes = overTime ? [schemaOfChange({ anyOf: [one, ...layers] })] : [];
  const forms = [one, ...(numeric ? [RANGE] : []), ...layers, ...changes];
  const items = forms.length > 1 ? { anyOf: forms } : one;
  const many = { type: 'array', minItems: 1, items };
  const described = {
    description: `${key.about} Allowed: ${allowed(key.type)}.`,
    ...(key.default === undefined ? {} : { default: key.default })
  };
  return key.takes === 'one' || key.type.is === 'edges'
    ? { ...described, ...one }
    : {
        ...described,
        anyOf: [one, many, ...changes, ...(numeric && key.takes === 'axis' ? [RANGE] : [])]
      };
}

/** A group: an object with its keys, or the value of the key that it is short for. */
function schemaOfGroup(keys: readonly Key[], group: string): Json {
  const object = {
    type: 'object',
    properties: propertiesOf(keys, group),
    additionalProperties: false
  };
  const short = keys.find(({ path, shorthand }) => shorthand && path.startsWith(group));
  return short ? { anyOf: [schemaOfKey(short), object] } : object;
}

/** Properties of the keys below a group; the groups among them are objects. */
function propertiesOf(keys: readonly Key[], group: string): Record<string, Json> {
  const properties: Record<string, Json> = {};
  for (const key of keys.filter(({ path }) => path.startsWith(group))) {
    const [name, ...rest] = key.path.slice(group.length).split('.');
    properties[name] ??=
      rest.length === 0 ? schemaOfKey(key) : schemaOfGroup(keys, `${group}${name}.`);
  }
  return properties;
}

function schemaOfKind(kind: Kind): Json {
  const keys = KEYS.filter(({ studies }) => studies.includes(kind));
  return {
    type: 'object',
    properties: {
      study: { const: kind, description: 'Kind of study.' },
      ...propertiesOf(keys, '')
    },
    required: ['study', 'network'],
    additionalProperties: false
  };
}

/** JSON Schema (draft 2020-12) of a study as text says it. */
export function jsonSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Percolab study',
    oneOf: [schemaOfKind('percolation'), schemaOfKind('dropout')]
  };
}
