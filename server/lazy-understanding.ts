import type { Understanding } from '../channels/conversation/understanding/understanding.ts';

/** Understanding of sentences, loaded when the first one is read: a server that starts needs none. */
export function lazyUnderstanding(): () => Promise<Understanding> {
  let loading: Promise<Understanding> | undefined;
  const load = async () => {
    const { makeUnderstanding } = await import(
      '../channels/conversation/understanding/make-understanding.ts'
    );
    return makeUnderstanding();
  };
  return () => {
    loading ??= load();
    return loading;
  };
}
