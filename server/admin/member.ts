import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { letterFile } from '../../adapters/letters/spool-printer.ts';
import { conversationsLead } from '../../channels/conversation/leading.ts';
import { parseNir } from '../../machines/domain/nir.ts';
import { createPersonalData, type Person, type PersonalData } from '../../machines/services/personal-data.ts';
import { readConfig } from '../config.ts';
import { tryStore } from '../folders.ts';
import { allKinds } from '../kinds.ts';
import { createLogger } from '../logging.ts';
import { isMovable, type Product, wire } from '../wire.ts';
import { failed } from './failure.ts';

const usage = `Usage: npm run member -- export --tenant TENANT --nir NIR
       npm run member -- erase --tenant TENANT --nir NIR --yes

What is stored about one member, on every node's store: printed as JSON, or removed. With « --nir - » the number is
read from stdin and shows in no list of processes. Works beside running servers. Backups are not reached.
`;

/** Development only: one message each, known by its addressee. */
const messageKinds = allKinds.filter((kind) => kind.startsWith('outbox-'));

try {
  process.exitCode = await run();
} catch (error) {
  process.exitCode = failed(error, usage);
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      tenant: { type: 'string' },
      nir: { type: 'string' },
      yes: { type: 'boolean' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [command] = positionals;
  const work = command === 'export' ? exported : command === 'erase' && values.yes ? erased : undefined;
  if (!work || !values.tenant || !values.nir) {
    process.stderr.write(usage);
    return 2;
  }
  const typed = parseNir(values.nir === '-' ? await text(process.stdin) : values.nir);
  if (!typed.ok) throw new Error('That is no NIR.');
  const config = readConfig();
  await tryStore(config);
  const product = await wire({ config, logger: createLogger('warn', process.stderr) });
  try {
    if (isMovable(product.clock)) await product.clock.refresh(product.documents);
    if (!product.insurers.has(values.tenant)) throw new Error(`There is no insurer « ${values.tenant} ».`);
    const { documents, ports } = product;
    const data = createPersonalData({
      documents,
      vault: ports.vault,
      kinds: allKinds,
      messageKinds,
      leading: conversationsLead,
    });
    return await work(data, { tenant: values.tenant, nir: typed.nir }, product);
  } finally {
    await product.close();
  }
}

async function exported(data: PersonalData, person: Person): Promise<number> {
  const found = await data.export(person);
  process.stdout.write(`${JSON.stringify(found, undefined, 2)}\n`);
  return Object.keys(found).length > 0 ? 0 : 3;
}

async function erased(data: PersonalData, person: Person, { config }: Product): Promise<number> {
  const { removed, letters } = await data.erase(person);
  for (const id of letters)
    await rm(join(config.letterDir, letterFile({ tenant: person.tenant, id })), { force: true });
  for (const [kind, count] of Object.entries(removed)) process.stdout.write(`${count} ${kind} removed\n`);
  const any = Object.keys(removed).length > 0;
  process.stdout.write(
    any ? 'Nothing of this member is left in the store.\n' : 'There was nothing to remove.\n',
  );
  return any ? 0 : 3;
}
