import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLocale, type Locale } from '../../machines/envelope.ts';
import type { Cookies } from './cookies.ts';

/** `?lang=` (remembered), else what was remembered, else `Accept-Language`, else French. */
export function localeOf(request: FastifyRequest, reply: FastifyReply, { language }: Cookies): Locale {
  const { lang } = request.query as { lang?: unknown };
  if (isLocale(lang)) {
    language.set(reply, lang);
    return lang;
  }
  const remembered = language.get(request);
  return isLocale(remembered) ? remembered : accepted(request.headers['accept-language'] ?? '');
}

/** The first of our languages by the browser's own order of preference. */
function accepted(header: string): Locale {
  const wanted = header
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => isLocale(language) && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return (wanted[0]?.language as Locale | undefined) ?? 'fr';
}
