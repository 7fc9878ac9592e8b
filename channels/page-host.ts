import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../machines/domain/insurer.ts';
import type { Locale } from '../machines/envelope.ts';

/** A page of another channel below an insurer's address. Its HTML is trusted: whoever makes it escapes. */
export interface GuestPage {
  readonly insurer: Insurer;
  readonly title: string;
  readonly main: string;
  readonly aside?: string;
  /** Where the session stands, or what the page itself is: on every page (contract, Web). */
  readonly flow: string;
  readonly state: string;
  readonly wide?: boolean;
  /** The page follows what happens elsewhere: a script looks again. It has a link for whoever runs none. */
  readonly watches?: boolean;
}

/**
 * What the web channel lends to a channel that has pages too (its look, its cookies, its protection against
 * forged forms), so that neither imports the other. The guest's routes are registered inside the web channel:
 * forms are parsed, errors have their pages, and a nonce is at hand in `reply.cspNonce`.
 */
export interface PageHost {
  /** The insurer of `:tenant`. Throws `Refused('tenant-unknown')`, which has its page. */
  insurerOf(request: FastifyRequest): Insurer;
  localeOf(request: FastifyRequest, reply: FastifyReply): Locale;
  /** A whole page in the insurer's colours. Never cached: it holds what was said. */
  send(request: FastifyRequest, reply: FastifyReply, page: GuestPage): FastifyReply;
  /** Hidden fields that every form needs. Sets the browser's cookie at its first visit. */
  formFields(request: FastifyRequest, reply: FastifyReply): string;
  /** Whether a form was posted from a page of ours, shown to this browser (ASVS 3.5.1). */
  isOurs(request: FastifyRequest): boolean;
  /** The page for a form that was not: nothing was done. */
  foreign(request: FastifyRequest, reply: FastifyReply, insurer: Insurer): FastifyReply;
  /** Paragraphs of a text, escaped, addresses made links. */
  paragraphs(text: string): string;
}

/** Registers a channel's pages with the web channel. */
export type Guest = (app: FastifyInstance, host: PageHost) => Promise<void>;
