// What the commands do, loaded together with the first that is chosen: each import of its own costs bytes at start-up.

export { clearCache } from './clearcache';
export { insertStudy } from './insertstudy';
export { newStudy } from './newstudy';
