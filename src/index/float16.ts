/** @module Numbers of half precision (IEEE 754 binary16): eleven significant bits, which is more than a cosine needs. */

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** The nearest number of half precision, for magnitudes below 65,520. Ties go to the even one. */
export function toHalf(value: number): number {
  float[0] = value;
  const single = bits[0]!;
  const sign = (single >>> 16) & 0x8000;
  const exponent = (single >>> 23) & 0xff;
  if (exponent >= 113) {
    // Normal: the exponent is rebased, and a carry out of the fraction runs into it as it should.
    const kept = ((exponent - 112) << 10) | ((single >>> 13) & 0x3ff);
    return sign | (kept + roundUp(single & 0x1fff, 0x1000, kept));
  }
  if (exponent < 102) return sign;
  const fraction = (single & 0x7fffff) | 0x800000;
  const shift = 126 - exponent;
  const kept = fraction >>> shift;
  return sign | (kept + roundUp(fraction & ((1 << shift) - 1), 1 << (shift - 1), kept));
}

function roundUp(rest: number, half: number, kept: number): number {
  return rest > half || (rest === half && (kept & 1) === 1) ? 1 : 0;
}

/** Every number of half precision by its bits: a look-up is as fast as an addition. */
const VALUES = new Float32Array(0x10000);
for (let half = 0; half < VALUES.length; half++) VALUES[half] = valueOf(half);

function valueOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The number that `half` are the bits of. */
export function fromHalf(half: number): number {
  return VALUES[half]!;
}
