import { isLoopback } from './loopback.ts';

/** Hosts of the Bot Service and of Teams, as published; a name that begins with a dot stands for all below it. */
const serviceHosts = [
  'smba.trafficmanager.net',
  '.botframework.com',
  '.botapi.skype.com',
  'smba.infra.gcc.teams.microsoft.com',
];

/**
 * Whether replies may be posted there. With authentication off a body may name any address, and with it on the
 * token need not bind it on every path: so the list is ours (SSRF, OWASP). Loopback is the emulator's and
 * serves only while nobody has to prove anything.
 */
export function isAllowedService(serviceUrl: string, loopbackToo: boolean): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password, port } = new URL(serviceUrl);
  if (username || password) return false;
  if (loopbackToo && isLoopbackHost(hostname)) return protocol === 'http:' || protocol === 'https:';
  return protocol === 'https:' && port === '' && serviceHosts.some((host) => covers(host, hostname));
}

/** Whether it is this machine's own: an emulator that listens beside us. */
export function isLoopbackService(serviceUrl: string): boolean {
  return URL.canParse(serviceUrl) && isLoopbackHost(new URL(serviceUrl).hostname);
}

function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
}

function covers(host: string, hostname: string): boolean {
  return host.startsWith('.') ? hostname.endsWith(host) : hostname === host;
}
