import type { Catalog } from '../../../messages/catalog.ts';

/** Method A, step by step: what to do, then what is seen when it worked. */
export const messages: Catalog = {
  'ecps-card.choice.back': { fr: 'Étape précédente', en: 'Previous step' },

  'ecps-card.opening-site': {
    fr: 'Sur l’ordinateur, ouvrez le site de l’e-CPS. Suivez le lien, ou tapez wallet.esw.esante.gouv.fr dans le navigateur. Une page avec un bouton « S’authentifier » doit s’afficher.',
    en: 'On the computer, open the e-CPS site. Follow the link, or type wallet.esw.esante.gouv.fr in the browser. A page with a button “S’authentifier” should show.',
  },
  'ecps-card.reading-card': {
    fr: 'Mettez votre carte dans le lecteur, puis cliquez sur « S’authentifier ». Tapez le code de votre carte si on vous le demande. Les conditions d’utilisation doivent s’afficher.',
    en: 'Put your card into the reader, then click “S’authentifier”. Type the PIN of your card if asked. The terms of use should show.',
  },
  'ecps-card.accepting-conditions': {
    fr: 'Acceptez les conditions : cochez la case. Ne cliquez pas encore sur « Commencer l’activation », car le QR code qui s’affichera ne sera valable que 90 secondes. L’activation se fait en trois étapes : « Scanner le QR Code », « Ajouter votre téléphone », « Créer votre mot de passe ».',
    en: 'Accept the conditions: tick the box. Do not click “Commencer l’activation” yet, because the QR code it shows is valid for 90 seconds only. The activation has three stages: “Scanner le QR Code”, “Ajouter votre téléphone”, “Créer votre mot de passe”.',
  },
  'ecps-card.opening-app': {
    fr: 'Sur le téléphone, ouvrez l’application et touchez « Continuer ». L’appareil photo doit s’ouvrir. Cliquez alors sur « Commencer l’activation » sur l’ordinateur : le QR code qui s’affiche n’est valable que 90 secondes.',
    en: 'On the phone, open the app and tap “Continuer”. The camera should open. Then click “Commencer l’activation” on the computer: the QR code that shows is valid for 90 seconds only.',
  },
  'ecps-card.showing-qr': {
    fr: 'Étape 1 sur 3, « Scanner le QR Code » : visez ce code avec le téléphone. Il est valable 90 secondes et ne sert qu’une fois.',
    en: 'Stage 1 of 3, “Scanner le QR Code”: point the phone at this code. It is valid for 90 seconds and can be used once.',
  },
  'ecps-card.scanning': {
    fr: 'Étape 1 sur 3, « Scanner le QR Code » : visez l’écran de l’ordinateur avec le téléphone. Le QR code est valable 90 secondes. Le téléphone doit afficher un code d’ajout qui commence par une lettre.',
    en: 'Stage 1 of 3, “Scanner le QR Code”: point the phone at the computer’s screen. The QR code is valid for 90 seconds. The phone should show an add code that begins with a letter.',
  },
  'ecps-card.add-code.ask': {
    fr: 'Étape 2 sur 3, « Ajouter votre téléphone » : tapez ici le code que le téléphone affiche. Il commence par une lettre et ne sert qu’une fois.',
    en: 'Stage 2 of 3, “Ajouter votre téléphone”: type here the code that the phone shows. It begins with a letter and can be used once.',
  },
  'ecps-card.typing-add-code': {
    fr: 'Étape 2 sur 3, « Ajouter votre téléphone » : tapez sur l’ordinateur le code que le téléphone affiche. Il commence par une lettre et ne sert qu’une fois. L’ordinateur doit ensuite proposer de créer un mot de passe.',
    en: 'Stage 2 of 3, “Ajouter votre téléphone”: type on the computer the code that the phone shows. It begins with a letter and can be used once. The computer should then offer to create a password.',
  },
  'ecps-card.creating-password': {
    fr: 'Étape 3 sur 3, « Créer votre mot de passe » : choisissez 4 chiffres sur l’ordinateur, puis confirmez-les. Ne les tapez jamais ici. L’ordinateur doit vous féliciter : votre e-CPS est activée.',
    en: 'Stage 3 of 3, “Créer votre mot de passe”: choose 4 digits on the computer, then confirm them. Never type them here. The computer should congratulate you: your e-CPS is active.',
  },
  'field.addCode.hint': {
    fr: 'Une lettre suivie de chiffres, affichée sur le téléphone. Majuscules et espaces ne comptent pas.',
    en: 'A letter followed by digits, shown on the phone. Case and spaces do not matter.',
  },
};
