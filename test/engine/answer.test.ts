import { expect, test } from 'vitest';
import { longest, toEvent } from '../../machines/engine/answer.ts';
import type { FieldView } from '../../machines/envelope.ts';

test('words cut to what may be kept hold no half of a number (P13, X18)', () => {
  const message: FieldView = {
    name: 'message',
    kind: 'text',
    label: 'Message',
    secret: false,
  };
  const nir = '1 84 06 13 055 012 28';
  for (let inside = 1; inside < nir.length; inside++) {
    const words = `${'a'.repeat(longest.words - inside - 1)} ${nir}`;
    const event = toEvent({ values: { message: words } }, { fields: [message], choices: [] }, () => false);
    expect(event).toMatchObject({ type: 'TOO_LONG', field: 'message' });
    expect(JSON.stringify(event)).not.toMatch(/\d/);
  }
});
