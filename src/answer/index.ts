/** @module From ranked passages to an answer: quoted, cited, or refused. */

export { createDesk, LONGEST_QUESTION, type DeskDeps } from './desk.js';
export { chooseWindows, textOf } from './choose.js';
export { confidenceOf, isSure, MODELS, modelsFor, type ModelName } from './confidence.js';
export { signalsOf, SIGNALS, type SignalName } from './signals.js';
export { TREE_INPUTS, treeInputsOf } from './tree-inputs.js';
export { explain, type Explanation } from './explain.js';
export { decodeTrees, encodeTrees, sumOf, valueOf, type Tree } from './trees.js';
export { isSmallTalk } from './small-talk.js';
export { citationOf, LONGEST_HIGHLIGHT, LONGEST_QUOTE } from './quote.js';
export type * from './types.js';
