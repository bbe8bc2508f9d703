// What a key accepts, in words.

import type { Type } from './key';
import { DATA_NAMES } from './keys/data';

/** What a type allows, in words, for messages and documentation. */
export function allowed(type: Type): string {
  switch (type.is) {
    case 'integer':
      return `an integer from ${type.min} to ${type.max}`;
    case 'number': {
      const end = type.below ? `below ${type.max}` : `to ${type.max}`;
      return `a number ${type.above ? 'above' : 'from'} ${type.min} ${end}${type.none ? ', or none' : ''}${type.byLayer ? ', or a list of lists of them, one for each layer' : ''}${type.overTime ? ', or {from, to, over} over steps' : ''}`;
    }
    case 'choice':
      return type.of.join(', ');
    case 'boolean':
      return `true or false${type.byLayer ? ', or a list of lists of them, one for each layer of weights' : ''}`;
    case 'text':
      return 'any string';
    case 'widths':
      return 'a list of at least two integers from 1 to 1000000, from input to output';
    case 'size':
      return 'a pair of integers from 1 to 10000, [height, width]';
    case 'edges':
      return 'a list of pairs [from, to] of names or integers';
    case 'data':
      return `${DATA_NAMES.join(', ')}, or the name of a variable (X, y)`;
  }
}
