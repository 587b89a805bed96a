/** @module From a question to ranked windows of passages. */

import { absentReader, type Embedder, type Reader } from '../embed/index.js';
import type { Snapshot } from '../index/index.js';
import { createAnalyser } from './analysed.js';
import { findCandidates, type Candidate } from './candidates.js';
import { closenessOf, type Closeness } from './closeness.js';
import { knownPlaces } from './places.js';
import { rankWindows, type AnalysedCandidate, type RankedWindow } from './rank.js';
import { readBest } from './reading.js';
import { SOFT } from './passage-match.js';
import { knownSubjects } from './subjects.js';
import { createTurns } from './turns.js';
import { createWordVectors } from './word-vectors.js';
import { understand, type Vocabulary } from './understand.js';
import type { Question } from './types.js';

export interface Retrieval {
  readonly snapshot: Snapshot;
  readonly question: Question;
  readonly candidates: readonly Candidate[];
  /** Best BM25 score over the score of an ideal passage, about 0 to 1. */
  readonly lexicalShare: number;
  /** Best first; several windows of one passage may follow each other. */
  readonly windows: readonly RankedWindow[];
  /** Windows of another place or year than the question names: they do not answer. */
  readonly elsewhere: readonly RankedWindow[];
  /** Of the first window. */
  readonly closeness: Closeness;
}

export interface RetrieveOptions {
  /** Only passages of these reports (ids). */
  readonly reports?: readonly string[];
}

export interface Retriever {
  retrieve(snapshot: Snapshot, text: string, options?: RetrieveOptions): Promise<Retrieval>;
}

export interface RetrieverDeps {
  /** Models for questions: the one that a snapshot was made with is taken; without it words alone are searched. */
  readonly models: readonly Pick<Embedder, 'modelId' | 'embedQuestion'>[];
  /** Vectors of single words and windows, which the weights were fitted to. */
  readonly words: Pick<Embedder, 'dimension' | 'embedPassages' | 'embedQuestion' | 'embedWord'>;
  /** Reads the best passages once more; without it their ranking stays as it is. */
  readonly reader?: Reader;
  /** Year of 今年 in a question. */
  readonly year: () => number;
}

export function createRetriever({ models, words, year, reader = absentReader }: RetrieverDeps): Retriever {
  const analyse = createAnalyser();
  const vectors = createWordVectors(words);
  const turn = createTurns();
  const names = new WeakMap<Snapshot, Pick<Vocabulary, 'places' | 'subjects'>>();
  const namesIn = (snapshot: Snapshot): Pick<Vocabulary, 'places' | 'subjects'> => {
    const known = names.get(snapshot) ?? { places: knownPlaces(snapshot.reports), subjects: knownSubjects(snapshot.reports) };
    names.set(snapshot, known);
    return known;
  };
  return {
    async retrieve(snapshot, text, { reports } = {}) {
      const vocabulary: Vocabulary = {
        size: snapshot.passages.length,
        ...namesIn(snapshot),
        documentFrequency: (term) => snapshot.lexical.documentFrequency(term),
      };
      const question = understand(text, vocabulary, year());
      const model = models.find(({ modelId }) => modelId === snapshot.modelId);
      const vector = model && snapshot.passages.length > 0 ? await model.embedQuestion(text) : null;
      await turn();
      const { candidates, lexicalShare } = findCandidates(snapshot, question, vector, reports);
      const passages = snapshot.passages.all(candidates.map(({ ordinal }) => ordinal));
      const analysed = passages.map((indexed, i) => ({ candidate: candidates[i]!, passage: analyse(indexed) }));
      const surfaces = question.concepts.map((concept) => concept.surface);
      await turn();
      const similarity = await vectors.nearTo(surfaces, wordsOf(analysed), SOFT.from);
      const { windows: ranked, elsewhere } = rankWindows(question, analysed, similarity);
      await turn();
      const { windows, readings } = await readBest(question, ranked, reader);
      const closeness = await closenessOf(text, windows[0], readings, words);
      return { snapshot, question, candidates, lexicalShare, windows, elsewhere, closeness };
    },
  };
}

function wordsOf(candidates: readonly AnalysedCandidate[]): Set<string> {
  const words = new Set<string>();
  for (const { passage } of candidates) for (const unit of passage.units) for (const word of unit.words) words.add(word);
  return words;
}
