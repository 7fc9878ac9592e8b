import type { Drawing } from '../../../flow.ts';
import {
  arrow,
  at,
  boxes,
  bubble,
  button,
  card,
  down,
  drawn,
  envelope,
  keys,
  lines,
  phone,
  qr,
  reader,
  screen,
  tick,
} from './parts.ts';

/** Drawings of the e-CPS steps, by id. Each text stands alone: it says what the drawing shows. */
export const drawings: Readonly<Record<string, Drawing>> = {
  'ecps-goal': {
    svg: drawn(at(24, 47, card()), at(112, 70, arrow), at(156, 18, phone(at(28, 50, tick)))),
    text: {
      fr: 'Dessin : la carte de professionnel de santé à gauche ; à droite un téléphone marqué d’une coche, qui remplit le même rôle.',
      en: 'Drawing: the health professional’s card on the left; on the right a phone with a tick, which does the same.',
    },
  },
  'ecps-install': {
    svg: drawn(at(92, 18, phone(at(28, 36, down)))),
    text: {
      fr: 'Dessin : un téléphone ; une flèche vers le bas montre l’application qui s’installe.',
      en: 'Drawing: a phone; an arrow pointing down shows the app being installed.',
    },
  },
  'ecps-site': {
    svg: drawn(at(62, 22, screen(at(16, 16, lines(3, 60)) + at(28, 54, button(60))))),
    text: {
      fr: 'Dessin : l’écran de l’ordinateur avec quelques lignes et, dessous, le bouton « S’authentifier ».',
      en: 'Drawing: the computer’s screen with a few lines and, below them, the button “S’authentifier”.',
    },
  },
  'ecps-reader': {
    svg: drawn(at(83, 14, card()), at(78, 84, reader), at(120, 62, down.replace('M-11 27h22', ''))),
    text: {
      fr: 'Dessin : la carte, puce visible, entre dans la fente du lecteur relié à l’ordinateur.',
      en: 'Drawing: the card, chip visible, goes into the slot of the reader, which is connected to the computer.',
    },
  },
  'ecps-conditions': {
    svg: drawn(at(62, 22, screen(at(40, 16, lines(3, 56)) + at(22, 24, tick) + at(28, 56, button(60))))),
    text: {
      fr: 'Dessin : l’écran de l’ordinateur avec les conditions, une coche à gauche et le bouton « Commencer l’activation » en bas.',
      en: 'Drawing: the computer’s screen with the conditions, a tick on the left and the button “Commencer l’activation” at the bottom.',
    },
  },
  'ecps-open-app': {
    svg: drawn(at(92, 18, phone(at(12, 24, lines(3, 32)) + at(10, 68, button(36))))),
    text: {
      fr: 'Dessin : l’application ouverte sur le téléphone, avec le bouton « Continuer » en bas.',
      en: 'Drawing: the app open on the phone, with the button “Continuer” at the bottom.',
    },
  },
  'ecps-scan': {
    svg: drawn(at(14, 22, screen(at(42, 22, qr))), at(168, 20, phone(at(12, 34, qr)))),
    text: {
      fr: 'Dessin : l’écran de l’ordinateur montre un QR code ; le téléphone le vise et le fait apparaître sur son propre écran.',
      en: 'Drawing: the computer’s screen shows a QR code; the phone is pointed at it and shows it on its own screen.',
    },
  },
  'ecps-add-code': {
    svg: drawn(
      at(16, 20, phone(at(7, 44, boxes(3, 10)))),
      at(80, 72, arrow),
      at(114, 22, screen(at(9, 30, boxes(6, 12)))),
    ),
    text: {
      fr: 'Dessin : un code affiché par le téléphone, à gauche, est recopié dans les cases de l’ordinateur, à droite.',
      en: 'Drawing: a code shown by the phone on the left is copied into the boxes on the computer on the right.',
    },
  },
  'ecps-password': {
    svg: drawn(at(92, 18, phone(at(8, 18, boxes(4, 6.5)) + at(16, 44, keys)))),
    text: {
      fr: 'Dessin : quatre cases à remplir et, dessous, un clavier de 1 à 9 puis 0.',
      en: 'Drawing: four boxes to fill and, below them, a keypad from 1 to 9, then 0.',
    },
  },
  'ecps-national-id': {
    svg: drawn(at(83, 47, card(true))),
    text: {
      fr: 'Dessin : la carte ; sa première ligne, en gras, porte l’identifiant national.',
      en: 'Drawing: the card; its first line, in bold, holds the national identifier.',
    },
  },
  'ecps-mail': {
    svg: drawn(at(30, 50, envelope), at(104, 70, arrow), at(148, 18, phone(at(12, 34, qr)))),
    text: {
      fr: 'Dessin : une enveloppe, puis le téléphone qui en lit le QR code.',
      en: 'Drawing: an envelope, then the phone reading the QR code in it.',
    },
  },
  'ecps-sms': {
    svg: drawn(at(92, 18, phone(at(6, 26, bubble) + at(14, 36, boxes(3, 6))))),
    text: {
      fr: 'Dessin : le téléphone reçoit un message qui contient un code.',
      en: 'Drawing: the phone receives a message that holds a code.',
    },
  },
  'ecps-activated': {
    svg: drawn(at(92, 18, phone(at(28, 50, tick))), at(62, 70, tick), at(178, 70, tick)),
    text: {
      fr: 'Dessin : le téléphone porte une grande coche : l’e-CPS est active.',
      en: 'Drawing: the phone bears a large tick: the e-CPS is active.',
    },
  },
};
