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
const VALUE_BITS = new Uint32Array(VALUES.buffer);
// Without arithmetic on floats, which takes twenty milliseconds of every start.
for (let half = 0; half < VALUES.length; half++) {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) VALUES[half] = (sign === 0 ? fraction : -fraction) * 2 ** -24;
  else VALUE_BITS[half] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
}

/** The number that `half` are the bits of. */
export function fromHalf(half: number): number {
  return VALUES[half]!;
}
