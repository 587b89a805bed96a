/** @module The model as LangChain `Embeddings`. */

import { Embeddings } from '@langchain/core/embeddings';

/** Embeds in this process; nothing is retried, since nothing can fail in passing. */
export class LocalEmbeddings extends Embeddings {
  constructor(
    private readonly embedPassages: (texts: readonly string[]) => Promise<Float32Array[]>,
    private readonly embedQuestion: (text: string) => Promise<Float32Array>,
  ) {
    super({ maxRetries: 0 });
  }

  override async embedDocuments(documents: string[]): Promise<number[][]> {
    return (await this.embedPassages(documents)).map((vector) => [...vector]);
  }

  override async embedQuery(document: string): Promise<number[]> {
    return [...(await this.embedQuestion(document))];
  }
}
