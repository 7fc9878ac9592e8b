import type { FastifyInstance } from 'fastify';
import type { Registry } from '../../../machines/engine/registry.ts';

export interface Pictures {
  readonly drawings: Registry['drawings'];
  /** A drawing's `<svg>` as PNG. */
  readonly draw: (svg: string) => Promise<Buffer>;
}

/** Our drawings for chat clients, each drawn once, when it is first looked at. They are the same for everybody. */
export function serveDrawings(app: FastifyInstance, { drawings, draw }: Pictures): void {
  const drawn = new Map<string, Promise<Buffer>>();
  app.get<{ Params: { file: string } }>('/chat/drawings/:file', async ({ params }, reply) => {
    const id = /^([a-z][a-z0-9-]*)\.png$/.exec(params.file)?.[1] ?? '';
    if (!Object.hasOwn(drawings, id)) return reply.callNotFound();
    const picture = drawn.get(id) ?? draw(drawings[id]!.svg);
    drawn.set(id, picture);
    // One that failed is drawn anew when it is asked for again.
    const png = await picture.catch((error: unknown) => {
      drawn.delete(id);
      throw error;
    });
    return reply.type('image/png').header('cache-control', 'public, max-age=86400').send(png);
  });
}
