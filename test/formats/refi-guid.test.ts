import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guid, sha1 } from '../../server/formats/refi/guid';

it('hashes as SHA-1 does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(Buffer.from(sha1(bytes)).toString('hex')).toBe(createHash('sha1').update(bytes).digest('hex'));
    }),
    { numRuns: 500 },
  );
});

it('gives the same name the same GUID of version 5, and other names others', () => {
  expect(guid('tag', 'rent')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(guid('tag', 'rent')).toBe(guid('tag', 'rent'));
  const all = [guid('a', 'b'), guid('a,b'), guid('ab'), guid('a', 'b', 1), guid('a', 'b', '1'), guid('b', 'a')];
  expect(new Set(all).size).toBe(all.length);
});
