import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelCapabilities } from '../../../channels/channel.ts';
import { chatChannelDescription } from '../../../channels/chat/channel.ts';
import { type Asked, handOverReason } from '../../../channels/conversation/hand-over.ts';
import {
  confirmed,
  createStepOf,
  submitted,
  without,
  withoutLast,
} from '../../../channels/conversation/steps.ts';
import type { FieldView, View } from '../../../machines/envelope.ts';
import { type FieldName, fields } from '../../../machines/fields.ts';

const field = (name: FieldName): FieldView => {
  const { kind, secret } = fields[name];
  return { name, kind, label: name, secret };
};
const view = (names: readonly FieldName[], more: Partial<View> = {}): View => ({
  turn: 1,
  flow: 'f',
  state: 's',
  messages: [],
  fields: names.map(field),
  choices: [{ id: 'stop', label: 'Arrêter' }],
  ...more,
});

const chat = chatChannelDescription;
const telephone: ChannelCapabilities = {
  ...chat.capabilities,
  showsImages: false,
  takesSecrets: true,
};
const everything: ChannelCapabilities = { showsImages: true, takesSecrets: true, showsLongTexts: true };
const stepOf = createStepOf(chat);

describe('what is handed over is decided from capabilities and fields alone (X20)', () => {
  const cases: readonly [readonly FieldName[], string | undefined, string | undefined][] = [
    [['code'], 'secret', undefined],
    [['nir'], 'identifier', undefined],
    [['nir', 'followUp'], 'identifier', undefined],
    [['nir', 'code'], 'secret', undefined],
    [['newCode', 'confirmCode'], 'secret', undefined],
    [['nir', 'currentCode', 'newCode', 'confirmCode'], 'secret', 'two-secrets'],
    [['nir', 'code', 'humanCheck'], 'secret', 'human-check'],
    [['acceptTerms'], 'long-text', 'long-text'],
    [['mailCode'], 'secret', undefined],
    [['email'], undefined, undefined],
    [['lastName', 'firstName'], undefined, undefined],
    [['followUp'], undefined, undefined],
  ];
  it.each(cases)('%s: chat hands over for %s, a telephone for %s', (names, inChat, onPhone) => {
    expect(handOverReason(view(names), chat)).toBe(inChat);
    expect(handOverReason(view(names), { capabilities: telephone })).toBe(onPhone);
    expect(handOverReason(view(names), { capabilities: everything })).toBe(
      names.includes('humanCheck') ? 'human-check' : onPhone === 'two-secrets' ? 'two-secrets' : undefined,
    );
  });

  it('a code to scan activates something: neither chat nor telephone shows it', () => {
    const scanned = view([], { qr: { payload: 'x', text: 'QR' } });
    expect(handOverReason(scanned, chat)).toBe('picture');
    expect(handOverReason(scanned, { capabilities: telephone })).toBe('picture');
  });

  it('an insurer may refuse on a channel what the channel could do', () => {
    const refuses = ({ name }: Asked) => name === 'newCode';
    const rules = { capabilities: telephone, refuses };
    expect(handOverReason(view(['newCode', 'confirmCode']), rules)).toBe('policy');
    expect(handOverReason(view(['nir']), rules)).toBeUndefined();
  });

  it('what only leads to a question that cannot be asked here is not asked here either', () => {
    const rules = { capabilities: telephone, refuses: ({ name }: Asked) => name === 'beneficiary' };
    expect(handOverReason(view(['nir', 'code'], { ahead: ['beneficiary'] }), rules)).toBe('policy');
    expect(handOverReason(view(['nir', 'code'], { ahead: ['nir'] }), rules)).toBeUndefined();
    // Nothing is asked yet: the choice is made here.
    expect(handOverReason(view([], { ahead: ['beneficiary'] }), rules)).toBeUndefined();
  });

  it('no secret and no identifier is ever asked in a chat, whatever a view puts together (X18, X20)', () => {
    const names = fc.uniqueArray(fc.constantFrom(...(Object.keys(fields) as FieldName[])), { maxLength: 6 });
    fc.assert(
      fc.property(names, (asked) => {
        const step = stepOf(view(asked), {});
        if (step.kind !== 'field') return;
        expect(fields[step.field.name as FieldName].secret).toBe(false);
        expect(step.field.name).not.toBe('nir');
      }),
    );
  });
});

describe('fields are asked one by one', () => {
  it('in order, saying which of how many, until all are there', () => {
    const asked = view(['lastName', 'firstName']);
    expect(stepOf(asked, {})).toMatchObject({ kind: 'field', position: 1, of: 2 });
    expect(stepOf(asked, { lastName: 'A' })).toMatchObject({ field: { name: 'firstName' }, position: 2 });
    expect(stepOf(asked, { lastName: 'A', firstName: '' })).toEqual({ kind: 'submit' });
  });

  it('what matters is read back before anything else is asked, and the confirmation is never sent', () => {
    const asked = view(['email', 'lastName']);
    const typed = { email: 'a@example.test' };
    expect(stepOf(asked, typed)).toMatchObject({ kind: 'confirm', value: 'a@example.test' });
    const sure = confirmed(typed, 'email');
    expect(stepOf(asked, sure)).toMatchObject({ kind: 'field', field: { name: 'lastName' } });
    expect(submitted(asked, { ...sure, lastName: 'B' })).toEqual({ ...typed, lastName: 'B' });
  });

  it('the last answer can be taken back, with its confirmation', () => {
    const asked = view(['email', 'lastName']);
    const all = { ...confirmed({ email: 'a@example.test' }, 'email'), lastName: 'B' };
    const earlier = withoutLast(asked, all)!;
    expect(stepOf(asked, earlier)).toMatchObject({ kind: 'field', field: { name: 'lastName' } });
    expect(withoutLast(asked, earlier)).toEqual({});
    expect(withoutLast(asked, {})).toBeUndefined();
    expect(without(all, 'email')).toEqual({ lastName: 'B' });
  });

  it('where nothing is asked one chooses; where nothing is offered either, it is over', () => {
    expect(stepOf(view([]), {})).toEqual({ kind: 'choose' });
    expect(stepOf(view([], { choices: [] }), {})).toEqual({ kind: 'over' });
  });
});
