const t0 = performance.now();
const Fastify = (await import('/work/main/node_modules/fastify/fastify.js')).default;
const t1 = performance.now();
const { jsonChannel, openApi } = await import('/work/main/channels/json/index.ts');
const t2 = performance.now();
console.log('import fastify', t1 - t0, 'import json', t2 - t1);
for (const which of ['openApi', 'json', 'both', 'both']) {
  const t = performance.now();
  const app = Fastify();
  if (which !== 'json') await openApi(app);
  const tm = performance.now();
  if (which !== 'openApi') await app.register(jsonChannel, {} as never);
  await app.ready();
  console.log(which, tm - t, performance.now() - tm);
}
