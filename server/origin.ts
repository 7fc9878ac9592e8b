import { isIP, isIPv4 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import type { Origin } from '../machines/flow.ts';

/**
 * Where a request comes from, as far as this server can tell. The address is the socket's, or the one that a
 * proxy of TRUST_PROXY forwards; a channel adds what only it knows, such as a device cookie.
 */
export function originOf(request: FastifyRequest, channel: string): Origin {
  const browser = browserOf(request.headers['user-agent']);
  return { channel, source: sourceOf(request.ip), ...(browser !== undefined && { browser }) };
}

/**
 * X03: an IPv4 address as it is; of an IPv6 one the first 64 bits, since a household is given all of them. Some proxies
 * forward the port as well, another for each connection: it is no part of the source. What is no address is one source.
 */
export function sourceOf(forwarded: string): string {
  const [, inBrackets, beforePort] = /^\[([^\]]+)\](?::\d+)?$|^([^:]+):\d+$/.exec(forwarded) ?? [];
  const address = inBrackets ?? beforePort ?? forwarded;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  const plain = mapped?.[1] ?? address.split('%')[0]!;
  if (isIPv4(plain)) return plain;
  if (!isIP(plain)) return 'unknown';
  const [head = '', tail = ''] = plain.toLowerCase().split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Math.max(0, 8 - before.length - after.length) : 0;
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

const browsers = [
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Samsung Internet', /SamsungBrowser\//],
  ['Firefox', /(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS)\//],
  ['Safari', /Version\/.*Safari\//],
] as const;
const systems = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const;

/** « Firefox, Windows », for the mail about a new browser (X16). Our own words, never the header's. */
export function browserOf(userAgent: string | undefined): string | undefined {
  if (!userAgent) return undefined;
  const known = [browsers, systems].map((list) => list.find(([, pattern]) => pattern.test(userAgent))?.[0]);
  return known.filter((name) => name !== undefined).join(', ') || undefined;
}
