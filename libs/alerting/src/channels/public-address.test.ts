import { describe, expect, test } from '@jest/globals';
import {
  addressesOf,
  AddressRefused,
  isPublicAddress,
  post,
  postableUrl,
  type Resolve,
} from '../index.js';

/** Names as an attacker's server may answer them; nothing here asks the network. */
const resolve: Resolve = (hostname) => {
  const known: Readonly<Record<string, readonly string[]>> = {
    'example.com': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
    localhost: ['127.0.0.1', '::1'],
    'localhost.': ['127.0.0.1'],
    'intern.example.com': ['10.1.2.3'],
    'mixed.example.com': ['93.184.215.14', '192.168.0.1'],
    'mapped.example.com': ['::ffff:127.0.0.1'],
    'nowhere.example.com': [],
  };
  const addresses = (known[hostname] ?? []).map((address) => ({
    address,
    family: address.includes(':') ? (6 as const) : (4 as const),
  }));
  return Promise.resolve(addresses);
};

/** Where something may not be posted, by what the address says or what its name is at. */
const REFUSED = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://017700000001/',
  'http://0x7f000001/',
  'http://0x7f.0x0.0x0.0x1/',
  'http://0177.0.0.01/',
  'http://127.0.0.1./',
  'http://１２７.０.０.１/',
  'http://①②⑦.⓪.⓪.①/',
  'http://127。0。0。1/',
  'http://%31%32%37.0.0.1/',
  'http://0/',
  'http://0.0.0.0:8080/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://172.31.255.255/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://2852039166/',
  'http://0xa9fea9fe/',
  'http://100.64.0.1/',
  'http://192.0.0.1/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://198.51.100.1/',
  'http://203.0.113.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[0:0:0:0:0:0:0:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[::ffff:93.184.215.14]/',
  'http://[::127.0.0.1]/',
  'http://[::7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[fc00::1]/',
  'http://[fd12:3456::1]/',
  'http://[ff02::1]/',
  'http://[4000::1]/',
  'http://[fe80::1%25eth0]/',
  'http://localhost/',
  'http://LOCALHOST/',
  'http://localhost./',
  'http://ⓛocalhost/',
  'http://inner.localhost./',
  'https://intern.example.com/',
  'https://mixed.example.com/',
  'https://mapped.example.com/',
  'https://nowhere.example.com/',
  'https://example.com@127.0.0.1/',
  'https://user@example.com/',
  'https://user:password@example.com/',
  'https://127.0.0.1#@example.com/',
  'https://127.0.0.1\\@example.com/',
  'https:127.0.0.1',
  'http:\\\\127.0.0.1/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  '//example.com/',
  'example.com',
  'http://',
  '',
];
const TAKEN = [
  'https://example.com/',
  'http://example.com:8080/hook?x=1',
  'https://EXAMPLE.com./'.replace('.com.', '.com'),
  'https://93.184.215.14/',
  'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
];

const reached = async (text: string, allowPrivate = false) =>
  await addressesOf(postableUrl(text, allowPrivate), { allowPrivate, resolve });

describe('addresses that receivers name', () => {
  test.each(REFUSED)('%j is refused', async (text) => {
    await expect(reached(text)).rejects.toThrow(AddressRefused);
  });

  test.each(TAKEN)('%j is taken', async (text) => {
    expect((await reached(text)).every(({ address }) => isPublicAddress(address))).toBe(true);
  });

  test('may be private where the operator says so, and are nothing else for that', async () => {
    expect(await reached('http://127.0.0.1:9999/', true)).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
    expect(await reached('http://intern.example.com/', true)).toHaveLength(1);
    await expect(reached('file:///etc/passwd', true)).rejects.toThrow(AddressRefused);
    await expect(reached('http://user@127.0.0.1/', true)).rejects.toThrow(AddressRefused);
  });
});

describe('posting', () => {
  const options = { allowPrivate: false, clock: () => 0, timeoutMs: 2_000 };
  const body = { headers: {}, body: '{}' };

  test('asks for a name once, and a name that has moved to a private address is refused', async () => {
    let asked = 0;
    const rebinding: Resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
    };
    const url = 'http://rebinding.example.com/';
    await addressesOf(postableUrl(url, false), { allowPrivate: false, resolve: rebinding });
    const signal = new AbortController().signal;
    const result = await post({ url, ...body }, { ...options, resolve: rebinding }, signal);
    expect(asked).toBe(2);
    expect(result).toMatchObject({
      status: null,
      error: 'rebinding.example.com is at 127.0.0.1, no address of the public network',
    });
  });

  test('ends in time though the resolver never answers', async () => {
    const silent: Resolve = () => new Promise(() => undefined);
    const result = await post(
      { url: 'https://slow.example.com/', ...body },
      { ...options, resolve: silent, timeoutMs: 50 },
      new AbortController().signal,
    );
    expect(result).toMatchObject({ status: null, error: 'no answer within 50 ms' });
  });
});
