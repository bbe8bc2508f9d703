// The study's JSON Schema, for editors, made from the same table as validation.

import { allowed } from './allowed';
import { DATA_NAMES, KEYS, type Key, type Kind, type Type } from './keys';

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
    case 'data':
      return {
        anyOf: [
          { type: 'string', examples: DATA_NAMES },
          {
            type: 'object',
            properties: {
              name: { enum: DATA_NAMES },
              path: { type: 'string' },
              label: { type: 'string' }
            },
            required: ['name'],
            additionalProperties: false
          }
        ]
      };
  }
}

function schemaOfKey(key: Key): Json {
  const one = schemaOfType(key.type);
  const numeric = key.type.is === 'integer' || key.type.is === 'number';
  const many = { type: 'array', minItems: 1, items: numeric ? { anyOf: [one, RANGE] } : one };
  const described = {
    description: `${key.about} Allowed: ${allowed(key.type)}.`,
    ...(key.default === undefined ? {} : { default: key.default })
  };
  return key.takes === 'one'
    ? { ...described, ...one }
    : { ...described, anyOf: [one, many, ...(numeric && key.takes === 'axis' ? [RANGE] : [])] };
}

function schemaOfKind(kind: Kind): Json {
  const keys = KEYS.filter(({ studies }) => studies.includes(kind));
  const properties: Record<string, Json> = {
    study: { const: kind, description: 'Kind of study.' }
  };
  for (const group of ['', ...new Set(keys.flatMap(({ path }) => path.split('.').slice(0, -1)))]) {
    const members = keys.filter(({ path }) => path.split('.').slice(0, -1).join('.') === group);
    const schemas = Object.fromEntries(
      members.map(key => [key.path.slice(group ? group.length + 1 : 0), schemaOfKey(key)])
    );
    if (group) {
      properties[group] = { type: 'object', properties: schemas, additionalProperties: false };
    } else {
      Object.assign(properties, schemas);
    }
  }
  return {
    type: 'object',
    properties,
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
