/** @module An embedder without a model, in plain JavaScript: the same in tests and in processes they start. */

const DIMENSION = 16;

/** @type {import('./plain-embedder.d.mts').plainEmbedder} */
export function plainEmbedder() {
  return {
    modelId: 'plain',
    dimension: DIMENSION,
    embedQuestion: async (text) => vectorOf(text),
    embedPassages: async (texts) => texts.map(vectorOf),
    close: async () => {},
  };
}

/** Characters counted by place, of length 1. */
function vectorOf(text) {
  const vector = new Float32Array(DIMENSION).fill(0.01);
  for (let i = 0; i < text.length; i++) vector[(text.charCodeAt(i) * 31 + i) % DIMENSION] += 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
