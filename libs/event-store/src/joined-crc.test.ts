import { crc32 } from 'node:zlib';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { check } from '../../../test/properties/check.js';
import { crcBefore, crcWithByte, crcWithDigits } from './joined-crc.js';

test('the checksum of bytes in pieces is that of all of them', () => {
  const piece = fc.uint8Array({ maxLength: 9_000, size: 'max' });
  check(
    fc.property(piece, piece, fc.nat(), (one, two, number) => {
      const joined = crc32(Buffer.concat([one, two]));
      expect((crcBefore(crc32(one), two.length) ^ crc32(two)) >>> 0).toBe(joined);
      expect(crcWithByte(crc32(one), number & 0xff) >>> 0).toBe(
        crc32(Buffer.concat([one, Buffer.of(number)])),
      );
      const digits = Buffer.from(String(number));
      expect(crcWithDigits(crc32(one), number) >>> 0).toBe(crc32(Buffer.concat([one, digits])));
    }),
    300,
  );
});
