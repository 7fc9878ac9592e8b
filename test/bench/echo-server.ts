/** What every turn is compared with: Fastify giving back the JSON it was sent, and nothing else. */
import { fastify } from 'fastify';

const app = fastify();
app.get('/ready', async () => ({ ready: true }));
app.post('/echo', async (request) => request.body);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
