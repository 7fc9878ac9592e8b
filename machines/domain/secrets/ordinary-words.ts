/** Folded. What is said of a password and is none: what became of it, how it is, where it is, what is asked of it. */
const ordinary = new Set(
  [
    'accepte affiche arrive bloque cache casse change connecte continue debloque demande depasse desactive devine efface egare enregistre envoye expire grille masque modifie note oublie perime pete pirate raye refuse reinitialise rejete repete supprime trouve valide vole',
    'abouti banni choisi compromis confondu connu corrompu decouvert detruit disparu ecrit fini fourni inconnu inscrit interdit mis offert ouvert parti perdu permis pourri pris prevu recu reconnu reduit remis reparti repris requis reussi saisi sorti su suspendu transmis vu',
    'absent actif ancien autre bidon bon bonne caduc clair complet complexe complique confidentiel correct court crucial definitif different difficile disponible erreur errone exact facile faible faux fausse faut flou fort fragile gris hs identique inactif inactive incorrect inexact inexistant invalide juste long longue manquant mauvais meme moche mort neuf nouveau nouvelle nul nulle numerique obligatoire obsolete ok penible personnel present pret propre provisoire rouge secret simple sur temporaire unique urgent valable vert vide vieille vieux visible',
    'absurde aleatoire aucun aucune chaud anormal bete bizarre bof cher chere debile dingue dispo drole etrange fichu fichue foutu foutue genial gratuit gratuite idiot kaput ko lent louche minable moyen nase naze nickel nok normal parfait parfaite pareil pareille payant pratique public quelconque rapide refait rare relou ridicule special stable standard stupide super suspect sympa top trompeur',
    'accessible available chiant chiante enervant excellent fatigant necessaire problematic utilisable bloquant bloquante defectueux defectueuse douteux douteuse foireux foireuse problematique genant ennuyeux mysterieux dangereux insuffisant suffisant different precedent suivant recent identiques automatique unique alphanumerique alphabetique electronique informatique illisible',
    'alors apres aussi avant bien ca ceci cela celui comment dedans deja dessus demain donc encore hier ici jamais la lequel maintenant mien mal non ou oui partout pas plus pourquoi quand que quel qui quoi rien sien tien toujours tres trop',
    'a au aux avec c car ce chez dans de des du elle en est et il j je le les ma mais mes moi mon ne nous on par pour sa sans se ses si son sous ta ton tu un votre vous y',
    'alerte assistance attente besoin blocage bonjour bonsoir bug connexion deblocage depannage dossier echec envoi galere neant identifiant merci panne perte pardon pb probleme question rappel reclamation renvoi sos souci stp suite suivant support suppression svp urgence voir',
    'coming pending missing loading failing changing expiring hanging confusing annoying mysterious dangerous',
    'an and at awful back bad blurry broken but chosen complex corrupt crazy dead default difficult down due dumb easy empty fine for forgotten found free from frozen funny garbage gibberish given gone good hard he here hidden how i in issue it kept known late lost mandatory mine missing my necessary never new no nonsense not odd of off okay old on out over overdue perfect permanent personal please printed private problem public ready recovery right rubbish safe same secure sent set she short shown silly slow so spent still stolen strange strong stuck stupid taken temporary thanks that there this to too torn tricky trouble unknown up useless valid very void weak weird what when where which why with working written wrong yes you your',
  ].flatMap((line) => line.split(' ')),
);
/** Participles, what something is not, however it is spelt, and adverbs: « désactivé », « incorecte », “expired”. */
const endings = /(?:ée?s?|^(?:in|im|ir|il|un)\p{L}{4,}|tion|ment|.{3}ed)$/u;
/** Folded. What helps, and who is asked for it: « aidez-moi », « réinit », « faut-il », “forgot”. */
const help =
  /^(?:aid(?:e|ons)|help|oubli|forg[eo]t|refus|reset|reinit|depann|recuper|renouvel)|^\p{L}+e[rz]-(?:moi|les?|la|nous)$|^(?:est|faut|dois|peut|peux|puis|quel|a-t)-/u;
/** Folded. They end like those, and are what people take for a password. */
const dear = new Set(
  'aime aimee alfred andre andree chloe clement clemente desire dorothee jose noe noee rene renee timothee zoe ahmed mohamed mohammed wilfried ines ingrid indiana unicorn iloveyou vincent laurent florent innocent valente chantal pascal pascale martial marechal fernande cheval cristal crystal animal journal hopital arsenal carnaval carnival national portugal senegal montreal enfant enfante elephant diamant croissant geant amante argent serpent orient tangente plante cartable boutique atlantique atlantic moustique anniversaire darling shopping spring viking bisous'.split(
    ' ',
  ),
);
/** « L’ancien », « n’importe », « d’hier ». */
const begun = /^(?:[cdjlmnst]|qu)'/u;
/** « 14h30 », « 24/48h », « 12caractères », « 2ème », « n°12 ». */
const counted =
  /^(?:n°?\d+|\d{1,2}h\d{0,2}-\d{1,2}h\d{0,2}|\d{1,3}(?:[/-]\d{1,3})?(?:h\d{0,2}|min\w*|x|e|er|[eè]re|i?[eè]?me|j|jours?|semaines?|mois|ans?|fois|car\p{L}*|char\p{L}*|chiffres?|lettres?|st|nd|rd|th|days?|weeks?|months?|years?|times|digits?|letters?))$/iu;
/** Typed in place of what is not told. */
const crossed = /^x+$/u;

/** A word that a sentence about a password goes on with, and that is taken for none. In doubt it is one. */
export function isOrdinary(word: string): boolean {
  const plain = word.normalize('NFC').toLowerCase().replace(/[’`´]/g, "'");
  const bare = plain.normalize('NFKD').replace(/\p{M}/gu, '');
  const forms = [bare, bare.replace(/[ers]$/, ''), bare.replace(/es$/, '')];
  if (dear.has(bare)) return false;
  if (forms.some((form) => ordinary.has(form))) return true;
  return (
    isCounted(word) ||
    [endings, begun].some((sort) => sort.test(plain)) ||
    [help, crossed].some((sort) => sort.test(bare))
  );
}

/** Digits and letters that are no password: an hour, a number of something. */
export const isCounted = (word: string): boolean => counted.test(word.normalize('NFC'));
