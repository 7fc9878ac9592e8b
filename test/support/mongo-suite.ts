import { describe, test } from 'vitest';

/**
 * What may be missing on a build machine without failing there, with the reason that the report shows. Anything
 * else that is missing fails where CI=true.
 */
export const LISTED = {
  'replica set':
    'only a real replica set can show it, and none can be installed here: set MONGODB_URI to run it',
  explain: 'the server of the build machine has no `explain`: set MONGODB_URI to run it',
  validators: 'the server of the build machine does not enforce validators: set MONGODB_URI to run it',
} as const;

/**
 * Declares a suite that needs something. Where that is missing, the suite is one skipped test whose title says
 * why, and with CI=true a failing one unless the need is listed.
 */
export function suite(
  title: string,
  needs: { readonly missing: string | undefined },
  body: () => void,
): void {
  const { missing } = needs;
  if (missing === undefined) {
    describe(title, body);
  } else if (process.env.CI === 'true' && !(Object.values(LISTED) as string[]).includes(missing)) {
    test(title, () => {
      throw new Error(`not run: ${missing}`);
    });
  } else {
    test.skip(`${title} (not run: ${missing})`, () => undefined);
  }
}
