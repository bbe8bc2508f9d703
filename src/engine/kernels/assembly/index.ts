// The WebAssembly module: everything that the kernels export. AssemblyScript, compiled by `npm run kernels`; each
// kernel has a plain TypeScript twin one folder up, which gives the same bits; those of abreast/ give the bits of training/.

export { abreastCount } from './abreast/counts';
export { abreastMasks } from './abreast/masks';
export { abreastStep } from './abreast/step';
export { bitSearch } from './bitparallel';
export { countChain } from './countchain';
export { fillWords } from './lanes';
export { lazySearch } from './lazygeometric';
export { maxMin } from './maxmin';
export { drawFlags } from './training/flags';
export { trainLoss } from './training/loss';
export { trainTrace } from './training/open';
export { trainTake } from './training/take';
export { trainBackward, trainForward } from './training/pass';
export { trainLargest, trainSquares, trainUpdate } from './training/update';

/** First byte that the kernels' callers may use. */
export function heapBase(): usize {
  return __heap_base;
}
