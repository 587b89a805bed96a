/** @module A set of labels, one bit each: labels are given in order, so that few numbers below the greatest are not among them. */

export class LabelSet {
  #bits = new Uint8Array(64);
  #size = 0;
  #greatest = 0;

  constructor(labels: Iterable<number> = []) {
    for (const label of labels) this.add(label);
  }

  get size(): number {
    return this.#size;
  }

  /** The greatest label, 0 where there is none. */
  get greatest(): number {
    return this.#greatest;
  }

  has(label: number): boolean {
    return ((this.#bits[label >>> 3] ?? 0) & (1 << (label & 7))) !== 0;
  }

  add(label: number): void {
    if (this.has(label)) return;
    const at = label >>> 3;
    if (at >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(at + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[at]! |= 1 << (label & 7);
    this.#size++;
    this.#greatest = Math.max(this.#greatest, label);
  }
}
