// What a renderer needs of the view, in one chunk: it is loaded with the first result.

export { ResultView } from '../view/resultview';
export { keepOwnKeys } from './ownkeys';
export { joinRunner } from './runner';
export { sourceCellOf } from './sourcecell';
