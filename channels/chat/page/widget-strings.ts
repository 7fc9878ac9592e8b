import type { Locale } from '../../../machines/envelope.ts';
import { typographic } from '../../../machines/messages/typography.ts';

/**
 * What Microsoft's client says by its own, where its own words are not ours: seen on the page or heard from a screen
 * reader. By its names; `$1` and `[…][RETRY]` are its own, `{bot}` is the insurer's name.
 */
const ours: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  fr: {
    ACTIVITY_BOT_ATTACHED_ALT: '{bot} a joint :',
    ACTIVITY_BOT_SAID_ALT: '{bot} a dit :',
    ACTIVITY_ERROR_BOX_TITLE: 'Ce message ne peut pas être montré',
    ACTIVITY_INTERACTIVE_FOOTNOTE_ALT: 'Appuyez sur Entrée pour y répondre, sur Échap pour en sortir.',
    ACTIVITY_INTERACTIVE_REASON_INTERACTIVE_CONTENT_ALT: 'Ce message a un bouton.',
    ACTIVITY_STATUS_SEND_FAILED_RETRY: 'Ce message n’est pas parti. [Réessayez][RETRY].',
    ACTIVITY_STATUS_SEND_STATUS_ALT_SENT_AT: 'Envoyé le $1',
    ACTIVITY_STATUS_TIMESTAMP_JUST_NOW: 'À l’instant',
    ACTIVITY_STATUS_TIMESTAMP_TODAY: 'Aujourd’hui',
    ATTACHMENT_CARD: '$1 $2 $3',
    CONNECTIVITY_STATUS_ALT: 'Connexion : $1',
    CONNECTIVITY_STATUS_ALT_CONNECTING: 'La conversation s’ouvre…',
    CONNECTIVITY_STATUS_ALT_FATAL: 'La connexion est impossible.',
    CONNECTIVITY_STATUS_ALT_RECONNECTING: 'La connexion est coupée. Elle reprend…',
    CONNECTIVITY_STATUS_ALT_RENDER_ERROR: 'Ce message ne peut pas être montré.',
    CONNECTIVITY_STATUS_ALT_SLOW_CONNECTION: 'La connexion est plus lente que d’habitude.',
    KEYBOARD_HELP_CHAT_HISTORY_ACCESS_ITEMS_IN_MESSAGE_HEADER: 'Entrer dans un message',
    KEYBOARD_HELP_CHAT_HISTORY_HEADER: 'Dans la conversation',
    KEYBOARD_HELP_CHAT_HISTORY_LEAVE_MESSAGE_HEADER: 'Sortir du message',
    KEYBOARD_HELP_CHAT_HISTORY_MOVE_BETWEEN_ITEMS_HEADER: 'Aller d’un bouton à l’autre dans un message',
    KEYBOARD_HELP_CHAT_HISTORY_MOVE_BETWEEN_MESSAGES_HEADER: 'Aller d’un message à l’autre',
    KEYBOARD_HELP_CHAT_WINDOW_BODY_DO_ACTION_HEADER: 'Choisir',
    KEYBOARD_HELP_CHAT_WINDOW_BODY_MOVE_BETWEEN_ITEMS_HEADER: 'Aller d’une partie à l’autre',
    KEYBOARD_HELP_CHAT_WINDOW_HEADER: 'Sur toute la page',
    KEYBOARD_HELP_HEADER: 'Au clavier',
    SUGGESTED_ACTIONS_LABEL_ALT: 'Réponses possibles',
    TEXT_INPUT_ALT: 'Votre message',
    TEXT_INPUT_PLACEHOLDER: 'Écrivez votre message',
    TRANSCRIPT_ARIA_LABEL_ALT: 'Conversation : les flèches vont d’un message à l’autre.',
    TRANSCRIPT_ARIA_ROLE_ALT: 'conversation',
    TRANSCRIPT_LIVE_REGION_INTERACTIVE_LABEL_ALT:
      'Ce message a un bouton. Appuyez 2 ou 3 fois sur Maj + Tab pour aller dans la conversation, puis sur Entrée.',
    TRANSCRIPT_LIVE_REGION_INTERACTIVE_WITH_LINKS_LABEL_ALT:
      'Ce message a un lien. Appuyez 2 ou 3 fois sur Maj + Tab pour aller dans la conversation, puis sur Entrée.',
    TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_LABEL_ALT:
      'Des réponses sont proposées. Appuyez 2 ou 3 fois sur Maj + Tab pour en choisir une.',
    TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_WITH_ACCESS_KEY_LABEL_ALT:
      'Des réponses sont proposées. Appuyez sur $1, ou sur Maj + Tab depuis votre message, pour en choisir une.',
    TRANSCRIPT_TERMINATOR_TEXT: 'Fin de la conversation',
    TYPING_INDICATOR_ALT: 'Une réponse s’écrit',
    TYPING_INDICATOR_SINGLE_TEXT: '$1 écrit…',
    TYPING_INDICATOR_MULTIPLE_TEXT: '$1 écrit…',
  },
  en: {
    ACTIVITY_BOT_ATTACHED_ALT: '{bot} attached:',
    ACTIVITY_BOT_SAID_ALT: '{bot} said:',
    ACTIVITY_INTERACTIVE_FOOTNOTE_ALT: 'Press Enter to answer it, Escape to leave it.',
    ATTACHMENT_CARD: '$1 $2 $3',
    TEXT_INPUT_PLACEHOLDER: 'Write your message',
    TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_WITH_ACCESS_KEY_LABEL_ALT:
      'Answers are suggested. Press $1, or Shift + Tab from your message, to choose one.',
  },
};

export const widgetStrings = (locale: Locale, bot: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(ours[locale]).map(([name, text]) => [name, typographic(text.replace('{bot}', bot))]),
  );
