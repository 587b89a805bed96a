/**
 * @module The network of the reader, run by the ONNX runtime that @xenova/transformers brings along. Directly, since through the
 * library it would take every core: for work of a few milliseconds its threads cost more than they bring.
 */

import { z } from 'zod';

/** A network that scores the tokens of passages with a question in mind. */
export interface ReadingNetwork {
  /** How far each token of `rows` passages, padded to one width, answers the question: row by row. */
  scores(inputs: Readonly<Record<'question' | 'passages' | 'segments', BigInt64Array>>, rows: number): Promise<Float32Array>;
}

const outputSchema = z.object({ scores: z.object({ data: z.instanceof(Float32Array) }) });

/** Throws what the runtime throws where the file is no such network. */
export async function loadReadingNetwork(file: string): Promise<ReadingNetwork> {
  const { default: { InferenceSession, Tensor } } = await import('onnxruntime-node');
  // Optimising the graph would double the time of loading, and a network this small runs as fast without.
  const session = await InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3, graphOptimizationLevel: 'disabled' });
  return {
    async scores({ question, passages, segments }, rows) {
      const tensor = (data: BigInt64Array, height: number): InstanceType<typeof Tensor> => new Tensor('int64', data, [height, data.length / height]);
      const output = await session.run({ question: tensor(question, 1), passages: tensor(passages, rows), segments: tensor(segments, rows) });
      return outputSchema.parse(output).scores.data;
    },
  };
}
