import type { Locale } from '../../machines/envelope.ts';
import { Refused, StaleTurn } from '../../machines/errors.ts';
import { leavesFor, perform, weigh, whichDoor } from './acting/acts.ts';
import { lost, missed, patient, sameQuestion } from './acting/again.ts';
import { isUrgentHere, urgent } from './acting/urgent.ts';
import { partly, valued } from './acting/value.ts';
import type { Act, Typed } from './call-state.ts';
import { meaningOf } from './hearing/meaning.ts';
import type { Ears, Meaning } from './hearing/meant.ts';
import type { Call, Moved, TelephoneParts } from './parts.ts';
import type { Heard } from './prompt.ts';
import { look } from './session.ts';
import { says } from './telling/menu.ts';
import { freshMenu, goodbye, showView } from './telling/question.ts';
import { aloud } from './telling/speech.ts';
import type { WordId } from './words.ts';

/** Handles one answer of a call: what it means, what follows from it, what is asked next. */
export async function move(parts: TelephoneParts, call: Call, heard: Heard): Promise<Moved> {
  const { locale } = call.conversation;
  try {
    return await moved(parts, call, heard);
  } catch (error) {
    if (error instanceof StaleTurn) {
      const next = await showView(parts, call, error.view);
      const first = next.first ?? [];
      return error.view.state === 'rested' ? next : { ...next, first: [says(locale, 'moved'), ...first] };
    }
    if (!(error instanceof Refused)) throw error;
    if (error.code === 'not-offered') return missed(parts, call, 'notUnderstood');
    return { ...freshMenu(parts, call), first: [says(locale, 'gone')] };
  }
}

async function moved(parts: TelephoneParts, call: Call, heard: Heard): Promise<Moved> {
  const { conversation, state } = call;
  if (state.asked.dialling) return afterDial(parts, call, heard);
  const understanding = heard.keys || !heard.speech ? undefined : await parts.understanding();
  const ears = {
    locale: conversation.locale,
    nir: state.nir,
    insurer: call.insurer,
    understanding,
    told: [...(state.told ?? []), ...call.prompt.say],
  };
  if (await isUrgentHere(parts, call, heard)) return urgent(parts, forgiven(call), 'hospital');
  const { second, ...heardAs } = meaningOf(heard, state.asked, ears);
  // Beside a death nobody is asked to say the rest again.
  const meaning: Meaning = { ...heardAs, ...(second && !heardAs.bereaved && { second }) };
  const next = await follows(parts, call, { meaning, heard, ears });
  return meaning.bereaved ? after('condolences', next, conversation.locale) : next;
}

const after = (word: WordId, moved: Moved, locale: Locale): Moved => ({
  ...moved,
  first: [says(locale, word), ...(moved.first ?? [])],
});

/** What follows from what was meant. */
async function follows(
  parts: TelephoneParts,
  call: Call,
  { meaning, heard, ears }: { readonly meaning: Meaning; readonly heard: Heard; readonly ears: Ears },
): Promise<Moved> {
  const { conversation } = call;
  switch (meaning.kind) {
    case 'act': {
      const done = await perform(parts, forgiven(call, meaning.act.do === 'again'), meaning.act);
      const gone = await further(parts, done, { act: meaning.act, heard, ears });
      return meaning.second ? after('oneByOne', gone, conversation.locale) : gone;
    }
    case 'value':
      return valued(parts, forgiven(call, true), meaning);
    case 'part':
      return partly(forgiven(call), meaning);
    case 'door': {
      const wished = forgiven(call);
      // Whether it is meant at all is asked first.
      if (leavesFor(parts, wished, meaning.door)) return whichDoor(parts, wished, [meaning.door]);
      const gone = await perform(parts, wished, { do: 'door', door: meaning.door });
      return meaning.second ? after('oneByOne', gone, conversation.locale) : gone;
    }
    case 'doors':
      return whichDoor(parts, forgiven(call), meaning.doors);
    case 'weighed':
      return weigh(parts, forgiven(call), meaning.choice);
    case 'urgent':
      return urgent(parts, forgiven(call), meaning.urgency);
    case 'about':
      return sameQuestion(forgiven(call, true), [
        says(conversation.locale, `about.${meaning.about}`, {
          delay: call.insurer.letter.delay.words[conversation.locale],
        }),
      ]);
    case 'help':
      return helped(parts, forgiven(call, true), meaning.typed);
    case 'no-such-mark':
      return sameQuestion(forgiven(call, true), [
        says(conversation.locale, 'marks', { first: meaning.marks[0]!, last: meaning.marks.at(-1)! }),
      ]);
    case 'wait':
      return patient(forgiven(call, true), meaning.why);
    case 'miss':
      // What comes by itself after « un instant » is no silence of the caller's.
      if (heard.waited !== undefined && meaning.why === 'silence') return lost(parts, call);
      return missed(parts, call, meaning.why);
  }
}

/** A choice that only leads to a list of what may have happened is gone through by whoever has just said what did. */
async function further(
  parts: TelephoneParts,
  done: Moved,
  { act, heard, ears }: { readonly act: Act; readonly heard: Heard; readonly ears: Ears },
): Promise<Moved> {
  const behind = act.do === 'choose' ? (ears.understanding?.openedBy(act.choice) ?? []) : [];
  if (behind.length === 0) return done;
  const named = meaningOf(heard, done.composed.asked, { ...ears, told: done.composed.say });
  if (named.kind !== 'act' || named.act.do !== 'choose' || !behind.includes(named.act.choice)) return done;
  return perform(parts, done.call, named.act);
}

/** What is written beside the field for those who see it; of a social security number, where it is found. */
async function helped(parts: TelephoneParts, call: Call, { name, entry }: Typed): Promise<Moved> {
  const { locale } = call.conversation;
  if (entry === 'nir') return sameQuestion(call, [says(locale, 'about.nir')]);
  const { fields } = await look(parts, call);
  const hint = fields.find((field) => field.name === name)?.hint;
  return sameQuestion(call, hint === undefined ? [] : aloud(hint, locale));
}

/** The misses before it count no more. What they made the caller miss is forgotten, unless the question may stay. */
function forgiven(
  { state: { told, lost: _lost, waits: _waits, ...state }, ...call }: Call,
  mayStay = false,
): Call {
  const conversation = { ...call.conversation, misses: 0 };
  return { ...call, conversation, state: { ...state, ...(mayStay && told && { told }) } };
}

async function afterDial(parts: TelephoneParts, call: Call, { dialled }: Heard): Promise<Moved> {
  const { locale } = call.conversation;
  if (dialled === 'answered') return goodbye(call);
  // Nobody knows any more how it went, where what told so was lost.
  if (dialled === undefined) return perform(parts, call, { do: 'question' });
  const next = call.state.asked.inHospital
    ? urgent(parts, call, 'hospital')
    : await perform(parts, call, { do: 'question' });
  return after('notReached', next, locale);
}
