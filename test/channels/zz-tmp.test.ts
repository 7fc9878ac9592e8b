import { test } from 'vitest';
import { testProduct } from '../support/product.ts';
import { jsonApp, Conversation } from '../support/json-app.ts';
test('ui', async () => {
  const p = await testProduct({ environment: { RATE_LIMITS: '0' } });
  const t0 = performance.now();
  const app = await jsonApp(p.product);
  console.log('ready ms', performance.now() - t0);
  const t3 = performance.now(); await app.inject('/openapi.json'); console.log('openapi ms', performance.now() - t3);
  const url = await app.listen({ port: 0 });
  const c = await Conversation.open(app, { flow: 'sign-in' });
  const n = 1500;
  for (let k = 0; k < 2; k++) {
    let t = performance.now();
    for (let i = 0; i < n; i++) await p.product.engine.resume(c.session);
    const a = performance.now() - t; t = performance.now();
    for (let i = 0; i < n; i++) await app.inject({ url: '/api/v1/session', headers: { authorization: 'Bearer ' + c.session } });
    console.log('resume', a / n, 'inject', (performance.now() - t) / n);
  }
  try {
    const chromium = (await import('@sparticuz/chromium')).default;
    const { chromium: pw } = await import('playwright-core');
    const browser = await pw.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (m) => said.push(m.type() + ': ' + m.text()));
    page.on('pageerror', (e) => said.push('pageerror ' + e));
    page.on('requestfailed', (r) => said.push('failed ' + r.url()));
    await page.goto(url + '/docs');
    await page.waitForSelector('.opblock', { timeout: 15000 });
    console.log(await page.locator('.opblock').count(), said);
    await page.locator('.opblock').nth(1).click();
    await page.waitForTimeout(1500);
    await page.screenshot({ path: '/tmp/docs.png', fullPage: true });
    console.log(said);
    await browser.close();
  } catch (e) { console.log('no browser', String(e).slice(0, 500)); }
  await app.close(); await p.close();
});
