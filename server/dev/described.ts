import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { ProblemSchema } from '../../channels/json/schemas.ts';
import { problemType } from '../../channels/problems.ts';
import { plainSchemas } from '../plain-schemas.ts';

const problemName = 'DevelopmentProblem';
/** As the JSON channel refuses, with codes of its own. */
const Problem = Type.Object(
  { ...ProblemSchema.properties, code: Type.String({ description: 'Stable; decide by it.' }) },
  { $id: problemName, description: 'RFC 9457.' },
);

/** Routes registered on `app` may be described by what stands here: its schemas, and what compiles them. */
export function describing(app: FastifyInstance): void {
  plainSchemas(app);
  app.addSchema(Problem);
}

export const tags = ['development'];

/** A refusal, by its code. */
export const refusal = (code: string, description: string) => ({
  description: `\`${code}\`. ${description}`,
  content: { [problemType]: { schema: { $ref: `${problemName}#` } } },
});

/** Of whatever takes a body: too large, or of another kind. */
export const refusedBody = {
  413: refusal('too-large', 'The body is too large.'),
  415: refusal('media-type', 'The body is of a kind that is not taken here.'),
};

/** A page, described so that whoever reads `/openapi.json` knows that it is there. */
export const forPeople = (summary: string) => ({
  schema: {
    summary,
    tags,
    response: { 200: { description: 'A page.', content: { 'text/html': { schema: Type.String() } } } },
  },
});
