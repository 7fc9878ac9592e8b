import type { Activation } from '../../adapters/wallet/activation.ts';
import type { Moment } from './properties.ts';
import { activationOf } from './wallet.ts';

/** P04, P06 and P16 for an activation, in every state passed. What does not hold, by property. */
export async function holdsForWallet(
  moment: Moment,
): Promise<readonly [property: string, problem: string][]> {
  const { world, trail } = moment;
  const begun = await activationOf(world, trail);
  if (!begun) return [];
  const { id, activation } = begun;
  const problems: [string, string][] = [];
  for (const [property, problem] of [
    ['P04', await scannedTwice(moment, activation)],
    ['P16', await voidedIsGood(moment, id, activation)],
    ['P06', await easyPassword(moment, activation)],
  ] as const)
    if (problem) problems.push([property, problem]);
  trail.issued = { qr: activation.qr?.payload, addCode: activation.addCode?.code, sms: activation.sms?.code };
  for (const secret of Object.values(trail.issued)) if (secret) world.secrets.add(secret);
  return problems;
}

async function scannedTwice({ world }: Moment, { qr }: Activation): Promise<string | undefined> {
  if (!qr?.spent) return undefined;
  const again = await world.product.wallet!.phone.scan(qr.payload);
  return again.scanned ? 'a QR code was scanned twice' : undefined;
}

/** A new QR code stands there: nothing of before it counts any more. */
async function voidedIsGood({ world, trail }: Moment, id: string, { qr }: Activation) {
  const { wallet } = world.product;
  const { issued } = trail;
  if (!issued || issued.qr === qr?.payload) return undefined;
  if (issued.qr && (await wallet!.phone.scan(issued.qr)).scanned) return 'an older QR code is still good';
  const callId = `voided.${issued.qr}`;
  if (issued.addCode && (await wallet!.typeAddCode(id, issued.addCode, `${callId}.add`)) === 'added')
    return 'an older add code is still good';
  if (issued.sms && (await wallet!.typeSmsCode(id, issued.sms, `${callId}.sms`)) === 'accepted')
    return 'an older SMS code is still good';
  return undefined;
}

/** E50-E53 in other words than the product's: four keys in a row, up or down, the 0 after the 9 too; or one key. */
async function easyPassword({ world, step, answer }: Moment, { passwordHash }: Activation) {
  if (!step.outcomes.some(({ call, outcome }) => call === 'setting' && outcome === 'active'))
    return undefined;
  const pin = answer && 'values' in answer ? String(answer.values.pin) : '';
  const [a, b, c, d] = [...pin.replace(/0$/, ':').replace(/^0(?=9)/, ':')].map((key) => key.charCodeAt(0));
  const run = [-1, 0, 1].some((way) => a! + way === b && b! + way === c && c! + way === d);
  if (!/^\d{4}$/.test(pin) || run) return `« ${pin} » was set`;
  const { which } = world.counts;
  const kept = passwordHash && (await world.product.hasher.which([passwordHash], pin)) === 0;
  world.counts.which = which;
  return kept ? undefined : 'another password than the typed one was set';
}
