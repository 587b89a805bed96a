import type { Embedder } from '../../src/embed/index.js';

export declare function plainEmbedder(): Embedder;
