// Entry of a thread that reads one file (parsing.ts).

import { parentPort, workerData } from 'node:worker_threads';
import { DataError } from '../../engine/dropout/dataset';
import { GraphError, sortedEdges } from '../../engine/network/edges';
import { parseHere, type Parsing, type ParsingReply } from './parsing';
import { shareDataset } from './share';

async function reply(): Promise<ParsingReply> {
  try {
    const found = await parseHere(workerData as Parsing);
    // What the other thread would take seconds to receive or to sort is made ready for it here.
    return {
      found: 'train' in found ? shareDataset(found) : { ...found, edges: sortedEdges(found.edges) }
    };
  } catch (error) {
    if (error instanceof DataError) return { fault: 'DataError', message: error.message };
    if (error instanceof GraphError) return { fault: 'GraphError', message: error.message };
    throw error;
  }
}

parentPort!.postMessage(await reply());
