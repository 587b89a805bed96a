/** @module The model as LangChain `Embeddings`, for pipelines of others. Loaded on need. */

import { Embeddings } from '@langchain/core/embeddings';
import type { Embedder } from './types.js';

/** Embeds in this process; nothing is retried, since nothing can fail in passing. */
export class LocalEmbeddings extends Embeddings {
  constructor(private readonly embedder: Pick<Embedder, 'embedPassages' | 'embedQuestion'>) {
    super({ maxRetries: 0 });
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.embedder.embedPassages(documents)).map((vector) => [...vector]);
  }

  override async embedQuery(document: string): Promise<number[]> {
    return [...(await this.embedder.embedQuestion(document))];
  }
}
