import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode, encode, type Form } from '../../server/formats/encoding';
import { hasShared, sharedTranscripts } from '../shared';

const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Bytes that begin with a mark, hold well-formed and broken characters, or anything at all. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        [0xef, 0xbb, 0xbf],
        [0xff, 0xfe],
        [0xfe, 0xff],
        [0],
        [0, 0],
        [0x0d],
        [0x0a],
        [0xe2, 0x80, 0xa8],
        [0xf0, 0x9f, 0x98, 0x80],
        [0xed, 0xa0, 0x80],
        [0xd8, 0x00],
        [0xc0, 0x80],
        [0xf4, 0x90, 0x80, 0x80],
        [0x61],
        [0x61, 0x62],
      ),
      fc.array(fc.nat(255), { maxLength: 4 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => Uint8Array.from(parts.flat()));

describe('decode', () => {
  it('reads nothing that encode would not write back byte for byte', () => {
    let read = 0;
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const decoded = decode(bytes);
        if ('error' in decoded) {
          expect(decoded.offset).toBeGreaterThanOrEqual(0);
          expect(decoded.offset).toBeLessThan(bytes.length);
          expect(decoded.error).toContain(`byte ${decoded.offset}`);
          return;
        }
        read++;
        expect([...encode(decoded.text, decoded)]).toEqual([...bytes]);
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(2_000);
  });

  it('reads back every text that it can hold', () => {
    const forms: Form[] = [
      { encoding: 'utf-8', bom: true },
      { encoding: 'utf-16le', bom: true },
      { encoding: 'utf-16be', bom: true },
    ];
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...forms), (text, form) => {
        // UTF-32 begins like this.
        fc.pre(!(form.encoding === 'utf-16le' && text.startsWith('\u0000')));
        expect(decode(encode(text, form))).toEqual({ text, ...form });
      }),
      { numRuns: 5_000 },
    );
  });

  it('fails where the platform does, at the byte where the well-formed part ends', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const reads = (bytes: Uint8Array): boolean => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(anyBytes, (any) => {
        const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...any]);
        const decoded = decode(bytes);
        expect('error' in decoded).toBe(!reads(bytes));
        if ('error' in decoded) {
          expect(reads(bytes.subarray(0, decoded.offset))).toBe(true);
          for (let end = decoded.offset + 1; end <= bytes.length; end++)
            expect(reads(bytes.subarray(0, end))).toBe(false);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it.each<[string, Uint8Array, string, Form]>([
    ['an empty file', bytesOf(), '', { encoding: 'utf-8', bom: false }],
    ['UTF-8', latin('caf\u00c3\u00a9'), 'caf\u00e9', { encoding: 'utf-8', bom: false }],
    ['UTF-8 with a byte order mark', bytesOf(0xef, 0xbb, 0xbf, 0x61), 'a', { encoding: 'utf-8', bom: true }],
    ['two byte order marks', bytesOf(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf), '\ufeff', { encoding: 'utf-8', bom: true }],
    [
      'NUL in UTF-8',
      latin('MM: a\u0000b\u0000\u0000c'),
      'MM: a\u0000b\u0000\u0000c',
      { encoding: 'utf-8', bom: false },
    ],
    ['UTF-16, little end first', bytesOf(0xff, 0xfe, 0x61, 0), 'a', { encoding: 'utf-16le', bom: true }],
    ['UTF-16, big end first', bytesOf(0xfe, 0xff, 0, 0x61), 'a', { encoding: 'utf-16be', bom: true }],
    ['a lone surrogate', bytesOf(0xff, 0xfe, 0x00, 0xd8, 0x61, 0), '\ud800a', { encoding: 'utf-16le', bom: true }],
    ['a mark alone', bytesOf(0xfe, 0xff), '', { encoding: 'utf-16be', bom: true }],
  ])('reads %s', (_, bytes, text, form) => {
    expect(decode(bytes)).toEqual({ text, ...form });
    expect(encode(text, form)).toEqual(bytes);
  });

  it('reads UTF-16 longer than one slice, from the middle of a buffer', () => {
    const text = 'a\u{1f600}\ud800b'.repeat(5_000);
    const bytes = encode(text, { encoding: 'utf-16be', bom: true });
    const buffer = new Uint8Array(bytes.length + 7);
    buffer.set(bytes, 5);
    const decoded = decode(buffer.subarray(5, 5 + bytes.length));
    expect('text' in decoded && decoded.text === text).toBe(true);
  });

  it.each([
    ['Latin-1', latin('MM: caf\u00e9 au lait'), 7],
    ['a character cut off at the end', bytesOf(0x61, 0xe2, 0x80), 1],
    ['an overlong form', bytesOf(0x61, 0xc0, 0x80), 1],
    ['a surrogate in UTF-8', bytesOf(0x61, 0x62, 0xed, 0xa0, 0x80), 2],
    ['a character beyond Unicode', bytesOf(0xf4, 0x90, 0x80, 0x80), 0],
    ['a continuation alone', bytesOf(0x61, 0x80), 1],
    ['half a character of UTF-16', bytesOf(0xff, 0xfe, 0x61, 0, 0x62), 4],
    ['UTF-32', bytesOf(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0), 0],
    ['UTF-16 without a mark, little end first', latin('M\u0000M\u0000:\u0000 \u0000y\u0000e\u0000s\u0000'), 1],
    ['UTF-16 without a mark, big end first', latin('\u0000M\u0000M\u0000:\u0000 \u0000y\u0000e\u0000s'), 0],
    ['Cyrillic UTF-16 without a mark', encode('Ана: да и нет, не знаю', { encoding: 'utf-16le', bom: false }), 7],
  ])('refuses %s and names the byte', (_, bytes, offset) => {
    const decoded = decode(bytes);
    expect(decoded).toMatchObject({ offset });
    expect('error' in decoded && decoded.error).toContain(`byte ${offset}`);
  });

  it.runIf(hasShared)('gives back the bytes of every real transcript', () => {
    for (const { path } of sharedTranscripts()) {
      const bytes = new Uint8Array(readFileSync(path));
      const decoded = decode(bytes);
      expect('text' in decoded && Buffer.compare(encode(decoded.text, decoded), bytes)).toBe(0);
    }
  });
});
