/** Folded. What is said of a password and is none: what became of it, how it is, where it is, what is asked of it. */
const ordinary = new Set(
  [
    'accepte affiche arrive bloque cache change debloque demande depasse desactive devine efface egare enregistre envoye expire masque modifie note oublie perime pirate refuse reinitialise rejete supprime vole',
    'compromis connu disparu ecrit fini fourni inconnu inscrit interdit mis parti perdu permis pris recu reconnu remis reparti repris requis saisi sorti su transmis vu',
    'absent actif ancien autre bidon bon bonne caduc clair complexe complique confidentiel correct court definitif different difficile erreur errone exact facile faible faux fausse faut flou fort fragile gris hs identique inactif inactive incorrect inexact inexistant invalide juste long longue manquant mauvais meme moche mort neuf nouveau nouvelle nul nulle numerique obligatoire obsolete ok penible personnel present pret propre provisoire rouge secret simple sur temporaire unique urgent valable valide vert vide vieille vieux visible',
    'alors apres aussi avant bien ca ceci cela celui comment dedans deja dessus demain donc encore hier ici jamais la lequel maintenant mien mal non ou oui partout pas plus pourquoi quand que quel qui quoi rien sien tien toujours tres trop',
    'a au aux avec c car ce chez dans de des du elle en est et il j je le les ma mais mes moi mon ne nous on par pour sa sans se ses si son sous ta ton tu un votre vous y',
    'aide blocage bonjour galere merci perte pardon probleme question souci stp svp',
    'an and at back bad broken but dead down easy empty fine for forgotten from gone good hard he here hidden how i in it known lost mine missing my never new no not of off okay old out personal please right safe same sent set she short so still stolen strange strong thanks that there this to too unknown up very void weak we what when where which why with working wrong yes you your',
  ].flatMap((line) => line.split(' ')),
);
/** Participles, what something is not, however it is spelt, and adverbs: « désactivé », « incorecte », “expired”. */
const endings = /(?:ée?s?|^(?:in|im|ir|il|un)\p{L}{4,}|tion|ment|.{3}ed)$/u;
/** « l’ancien », « n’importe », « d’hier », « 14h30 ». */
const begun = /^(?:(?:[cdjlmnst]|qu)'|\d{1,2}h\d{0,2}$)/u;

/** A word that a sentence about a password goes on with, and that is taken for none. */
export function isOrdinary(word: string): boolean {
  const plain = word.normalize('NFC').toLowerCase().replace(/[’`´]/g, "'");
  const bare = plain.normalize('NFKD').replace(/\p{M}/gu, '');
  const forms = [bare, bare.replace(/[ers]$/, ''), bare.replace(/es$/, '')];
  return forms.some((form) => ordinary.has(form)) || endings.test(plain) || begun.test(plain);
}
