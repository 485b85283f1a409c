import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What a name resolves to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>;

/** Nothing is sent there; the message says why. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** As the system resolves names. */
export const resolveByDns: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
  }));

/**
 * Whether `address` (an IPv4 or IPv6 address as the system writes it) is one of the public network. Those that carry another
 * address within (mapped, compatible, NAT64, 6to4, Teredo) are not, whatever they carry.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(PUBLIC_IPV6);
}

/**
 * The address that `text` is where something may be posted to. Throws `AddressRefused`; a name that is not public is found out only
 * when it is resolved.
 */
export function postableUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.parse(text);
  if (url === null) throw new AddressRefused('it is no URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new AddressRefused('it must begin with https:// or http://');
  }
  if (url.username !== '' || url.password !== '') {
    throw new AddressRefused('it must not hold a user name or password');
  }
  if (!allowPrivate && isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url))) {
    throw new AddressRefused(`${hostOf(url)} is no address of the public network`);
  }
  if (!allowPrivate && /(?:^|\.)localhost\.?$/i.test(hostOf(url))) {
    throw new AddressRefused(`${hostOf(url)} is this machine, no name of the public network`);
  }
  return url;
}

/**
 * The addresses that `url` stands for now, to connect to these and no others. Rejects with `AddressRefused` where one of them is not
 * public, unless `allowPrivate`, and with the resolver's error where there is none.
 */
export async function addressesOf(
  url: URL,
  { allowPrivate, resolve }: { readonly allowPrivate: boolean; readonly resolve: Resolve },
): Promise<readonly ResolvedAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses =
    family === 0 ? await resolve(host) : [{ address: host, family: family === 6 ? 6 : 4 } as const];
  if (addresses.length === 0) throw new AddressRefused(`${host} has no address`);
  const refused = allowPrivate
    ? undefined
    : addresses.find(({ address }) => !isPublicAddress(address));
  if (refused === undefined) return addresses;
  throw new AddressRefused(`${host} is at ${refused.address}, no address of the public network`);
}

function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
