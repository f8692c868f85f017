/** A text that the parts of many keys begin with, hashed once. */
export interface HashedPrefix {
  readonly text: string;
  readonly high: number;
  readonly low: number;
}

/**
 * The hash of a key: the sum of the hashes of its parts, so that those that many keys share are hashed once. Keys
 * that differ only in case have the same.
 */
export class KeyHash {
  #high = 0;
  #low = 0;

  /** Begins another key: with the parts of `start`, or with none. */
  begin(start: KeyHash | null = null): void {
    this.#high = start === null ? 0 : start.#high;
    this.#low = start === null ? 0 : start.#low;
  }

  /**
   * Adds a part of the key.
   * @param place tells the parts apart, and is the same in all keys.
   */
  add(place: number, rest: string, prefix: HashedPrefix = NO_PREFIX): void {
    let { high, low } = prefix;
    for (let at = 0; at < rest.length; at += 1) {
      let unit = rest.charCodeAt(at);
      if (unit >= 0x80) {
        ({ high, low } = hashedPrefix(prefix.text + rest));
        break;
      }
      if (unit >= 0x41 && unit <= 0x5a) unit += 0x20;
      high = Math.imul(high ^ unit, HIGH);
      low = Math.imul(low ^ unit, LOW);
    }
    const salt = Math.imul(place + 1, PLACE);
    this.#high = (this.#high + mixed(high ^ salt)) | 0;
    this.#low = (this.#low + mixed(low ^ salt)) | 0;
  }

  /** 53 bits of it. */
  get value(): number {
    return (this.#high >>> 0) * 0x20_00_00 + (this.#low >>> 11);
  }
}

/** Of the text in lower case, which for other alphabets is not a matter of single characters. */
export function hashedPrefix(text: string): HashedPrefix {
  const lower = text.toLowerCase();
  let { high, low } = NO_PREFIX;
  for (let at = 0; at < lower.length; at += 1) {
    high = Math.imul(high ^ lower.charCodeAt(at), HIGH);
    low = Math.imul(low ^ lower.charCodeAt(at), LOW);
  }
  return { text, high, low };
}

const NO_PREFIX: HashedPrefix = { text: "", high: 0x01_1c_9d_c5, low: 0x1b_d1_e9_95 };

/** The prime of FNV-1a, the factor of MurmurHash2, and the golden ratio: odd, with well mixed bits. */
const HIGH = 0x01_00_01_93;
const LOW = 0x5b_d1_e9_95;
const PLACE = 0x9e_37_79_b1;

/** The last step of MurmurHash3: each bit has an effect on every other one. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35);
  return bits ^ (bits >>> 16);
}
