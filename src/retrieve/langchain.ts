/** @module The retriever as a LangChain retriever, for pipelines of others. Loaded on need: it takes a quarter of a second. */

import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Snapshot } from '../index/index.js';
import type { Retriever } from './retriever.js';

/** One document a passage, its place in the report as metadata. */
export class PassageRetriever extends BaseRetriever {
  override lc_namespace = ['judian', 'retrievers'];

  constructor(
    private readonly retriever: Retriever,
    private readonly snapshot: () => Snapshot,
    private readonly limit = 10,
  ) {
    super();
  }

  override async _getRelevantDocuments(query: string): Promise<Document[]> {
    const { windows } = await this.retriever.retrieve(this.snapshot(), query);
    const documents = new Map<string, Document>();
    for (const { passage: { indexed }, score } of windows) {
      const { report, passage, headings } = indexed;
      if (documents.has(passage.id)) continue;
      documents.set(passage.id, new Document({
        id: passage.id,
        pageContent: passage.text,
        metadata: { file: report.file, title: report.title, region: report.region, date: report.date, section: headings, lines: passage.lines, score },
      }));
      if (documents.size >= this.limit) break;
    }
    return [...documents.values()];
  }
}
