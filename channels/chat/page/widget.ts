import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const folder = join(import.meta.dirname, 'widget');
const { file } = JSON.parse(readFileSync(join(import.meta.dirname, 'widget.json'), 'utf8')) as {
  file: string;
};

/** Microsoft's Web Chat as `postinstall` left it; undefined where it could not be fetched (`fetch-widget.mjs`). */
export const widgetUrl: string | undefined = existsSync(join(folder, file)) ? `/chat/${file}` : undefined;

/** From disk, compressed already, kept by browsers for a year: the version stands in the name. */
export async function serveWidget(app: FastifyInstance): Promise<void> {
  if (widgetUrl === undefined) return;
  await app.register(fastifyStatic, {
    root: dirname(join(folder, file)),
    prefix: '/chat/',
    serve: false,
    preCompressed: true,
    maxAge: '365d',
    immutable: true,
  });
  app.get(widgetUrl, (_request, reply) => reply.sendFile(file));
}
