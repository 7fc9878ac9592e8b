import { typographic } from '../../machines/messages/typography.ts';
import type { PageHost } from '../page-host.ts';
import { browserOf, insurerOf, pageScope, sendPage, type Web } from './context.ts';
import { localeOf } from './locale.ts';
import { paragraphs } from './render/html.ts';
import { layout } from './render/layout.ts';
import { problem } from './routes/errors.ts';
import { bodyOf, formTokenField } from './routes/form.ts';
import { judge } from './same-origin.ts';

/** The pages' look and protection, for channels that have pages beside ours. */
export function createPageHost(web: Web): PageHost {
  return {
    insurerOf: (request) => insurerOf(web, request),
    localeOf: (request, reply) => localeOf(request, reply, web.cookies),
    send(request, reply, { insurer, watches, ...page }) {
      const scope = pageScope(web, request, reply, insurer);
      const scripts = watches ? ['form.js', 'watch.js'] : ['form.js'];
      return sendPage(reply, layout(scope, { scripts, ...page }));
    },
    formFields: (request, reply) => formTokenField(browserOf(web, request, reply)),
    isOurs: (request) =>
      judge({
        headers: request.headers,
        publicUrl: web.publicUrl,
        browser: web.cookies.browser.get(request),
        token: bodyOf(request).form,
      }) === 'ours',
    foreign: (request, reply, insurer) =>
      problem(web, request, reply, { id: 'foreign', status: 403, insurer }),
    paragraphs: (text) => paragraphs(typographic(text)),
  };
}
