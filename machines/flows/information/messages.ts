import type { Catalog } from '../../messages/catalog.ts';

/** The texts themselves are the insurer’s: `topic_…`, `zone_…` (machines/domain/information.ts). */
export const messages: Catalog = {
  'information.ask': {
    fr: 'Que souhaitez-vous savoir ?',
    en: 'What would you like to know?',
  },
  'information.statements': { fr: '{topic_statements}', en: '{topic_statements}' },
  'information.reimbursement': { fr: '{topic_reimbursement}', en: '{topic_reimbursement}' },
  'information.teletransmission': { fr: '{topic_teletransmission}', en: '{topic_teletransmission}' },
  'information.card-legend': { fr: '{topic_card_legend}', en: '{topic_card_legend}' },
  'information.card-zones': { fr: '{cardLegend}', en: '{cardLegend}' },
  // Six sentences in a row are too many for the ear: one zone at a time.
  'information.card-zones.spoken': {
    fr: 'Choisissez la zone qui vous intéresse.',
    en: 'Choose the zone you want to know about.',
  },
  'information.statement-legend': {
    fr: 'Lire un décompte.',
    en: 'How to read a statement (décompte).',
  },
  'information.statement-zones': { fr: '{statementLegend}', en: '{statementLegend}' },
  'information.zone': {
    fr: '{zone, select, A {{zone_A}} B {{zone_B}} C {{zone_C}} D {{zone_D}} E {{zone_E}} other {{zone_F}}}',
    en: '{zone, select, A {{zone_A}} B {{zone_B}} C {{zone_C}} D {{zone_D}} E {{zone_E}} other {{zone_F}}}',
  },
  'information.contacts': {
    fr: 'Voici nos coordonnées.',
    en: 'Here is how to reach us.',
  },
  'information.contacts-more': { fr: '{topic_contacts}', en: '{topic_contacts}' },

  'information.choice.statements': {
    fr: 'Mes décomptes par e-mail',
    en: 'My statements (décomptes) by e-mail',
  },
  'information.choice.reimbursement': {
    fr: 'Délai de mes remboursements',
    en: 'How soon I am reimbursed',
  },
  'information.choice.teletransmission': { fr: 'La télétransmission', en: 'Télétransmission' },
  'information.choice.card-legend': {
    fr: 'Lire ma carte de tiers payant',
    en: 'How to read my third-party-payer card (carte de tiers payant)',
  },
  'information.choice.contacts': {
    fr: 'Nos coordonnées, prix et horaires',
    en: 'Our contacts, prices and hours',
  },
  'information.choice.statement-legend': { fr: 'Lire un décompte', en: 'How to read a statement (décompte)' },
  'information.choice.other-topics': { fr: 'Une autre information', en: 'Something else' },
  'information.choice.email-registration': {
    fr: 'Enregistrer mon adresse e-mail',
    en: 'Register my e-mail address',
  },
  'information.choice.care-request': {
    fr: 'Demander la télétransmission',
    en: 'Ask for télétransmission',
  },
  'information.choice.zone-a': { fr: 'Zone A : {zone_label_A}', en: 'Zone A: {zone_label_A}' },
  'information.choice.zone-b': { fr: 'Zone B : {zone_label_B}', en: 'Zone B: {zone_label_B}' },
  'information.choice.zone-c': { fr: 'Zone C : {zone_label_C}', en: 'Zone C: {zone_label_C}' },
  'information.choice.zone-d': { fr: 'Zone D : {zone_label_D}', en: 'Zone D: {zone_label_D}' },
  'information.choice.zone-e': { fr: 'Zone E : {zone_label_E}', en: 'Zone E: {zone_label_E}' },
  'information.choice.zone-f': { fr: 'Zone F : {zone_label_F}', en: 'Zone F: {zone_label_F}' },
};
