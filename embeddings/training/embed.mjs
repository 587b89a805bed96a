/**
 * Embeds texts (a JSON array on standard input) with a model folder as the product does, and writes their unit vectors
 * to standard output: raw little-endian 32-bit floats, one vector after the other. With `--ids` it writes token ids as
 * JSON instead.
 *
 *   node embed.mjs MODEL_DIR [--ids] < texts.json > vectors.bin
 */
import { basename, dirname, resolve } from 'node:path';
import { AutoModel, AutoTokenizer, env } from '@xenova/transformers';
import { fold } from './fold.mjs';

const BATCH = 16;
const folder = resolve(process.argv[2]);
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);
const tokenizer = await AutoTokenizer.from_pretrained(basename(folder));

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const texts = JSON.parse(Buffer.concat(chunks).toString()).map(fold);

if (process.argv.includes('--ids')) {
  process.stdout.write(JSON.stringify(texts.map((text) => tokenizer.encode(text))));
} else {
  const model = await AutoModel.from_pretrained(basename(folder), { quantized: true });
  const order = texts.map((_, i) => i).sort((a, b) => texts[a].length - texts[b].length);
  const vectors = new Array(texts.length);
  for (let start = 0; start < order.length; start += BATCH) {
    const batch = order.slice(start, start + BATCH);
    const inputs = tokenizer(batch.map((i) => texts[i] || '。'), { padding: true, truncation: true });
    const { last_hidden_state: hidden } = await model(inputs);
    const [, length, dimension] = hidden.dims;
    batch.forEach((i, row) => {
      const vector = new Float32Array(dimension);
      for (let token = 0; token < length; token++) {
        if (inputs.attention_mask.data[row * length + token] === 0n) continue;
        const at = (row * length + token) * dimension;
        for (let k = 0; k < dimension; k++) vector[k] += hidden.data[at + k];
      }
      const norm = Math.hypot(...vector) || 1;
      vectors[i] = vector.map((x) => x / norm);
    });
  }
  for (const vector of vectors) process.stdout.write(Buffer.from(vector.buffer));
}
