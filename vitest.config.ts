import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes: begun last, they would keep one worker alone at the end. */
const longest = [
  'e2e/mongodb-proof',
  'paths/proof',
  'e2e/mongodb-telephone',
  'e2e/mongodb-crash',
  'paths/telephone',
  'channels/web/browser',
  'e2e/mongodb-nodes',
  'e2e/mongodb-away',
  'e2e/ecps',
  'e2e/web-chat',
  'paths/mutants',
];
const rank = ({ moduleId }: TestSpecification): number => {
  const index = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return index < 0 ? longest.length : index;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** They put something else in a module's place, or in the process's. */
const alone = [
  'test/e2e/mongodb-{crash,proof,telephone}.test.ts',
  'test/channels/chat/directline-client.test.ts',
  'test/server/{contact-watch,letters-aside,operations}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      // Most files share their worker's modules: reading them anew for each took more time than many tests.
      {
        extends: true,
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: alone, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Vitest leaves a core to itself; much of a run waits for servers and browsers of its own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
