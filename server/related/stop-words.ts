import { fold } from './fold';

/**
 * English words that tell nothing about what a passage is about. General lists are made from writing; the second part is what
 * people say while they think, and about what is being said: *different*, *the question*.
 *
 * As they are after folding: lower case, no apostrophes (`don't`, `we're` are taken apart in words.ts).
 */
const grammar = `
a about above across after again against all almost along already also although always am among an and another any anybody anyone
anything anyway are aren around as at away back be became because become been before behind being below between both but by came can
cannot come comes coming could couldn did didn do does doesn doing don done down during each either else enough etc even ever every
everybody everyone everything few for from further gave get gets getting give given gives go goes going gone got gotten had hadn has
hasn have haven having he hence her here hers herself him himself his how however i if in indeed instead into is isn it its itself
just keep kept last least less let like likely made make makes making many may maybe me might mine more most much must my myself
near neither never next no nobody none nor not nothing now of off often on once one ones only onto or other others otherwise ought
our ours ourselves out over own per perhaps put puts quite rather s same seem seemed seems several shall she should shouldn since so
some somebody someone something sometimes somewhere still such t take taken takes taking than that the their theirs them themselves
then there therefore these they this those though through thus till to together too took toward towards under until unless up upon us
use used uses using very via was wasn we well went were weren what whatever when whenever where whereas wherever whether which while
who whoever whole whom whose why will with within without won would wouldn yet you your yours yourself yourselves
`;

const speech = `
able absolutely actually agree agreed ah aha alright answer answered answers ask asked asking asks basically begin beginning
believe best better big bit bring bunch call called certain certainly course difference differences different er erm exactly fact
feel felt find fine found gentleman gonna good gotta great guess guy guys happen happened happening happens hear heard hello help
hey hi hm hmm honestly idea important kind kinda know knowing known knows ladies literally look looked looking looks lot lots
matter matters mean means mhm minute minutes mm mmm moment mr mrs ms need needs obviously oh ok okay part people percent please
point pretty probably question questions really reason reasons right said sake saw say saying says see seen sir sort sorta speaking
start started stuff suppose sure talk talked talking talks tell tells thank thanks thing things think thinking thinks thought time
times told totally tried true try trying uh uhm um umm understand wanna want wanted wanting wants way ways whatnot word words wow
ya yeah year years yep yes
`;

export const stopWords: ReadonlySet<string> = new Set((grammar + speech).trim().split(/\s+/));

/**
 * The commonest function words of other languages. Words that stand in too many passages are left out of a query in any language;
 * these lists serve where there are too few passages to tell.
 */
const ofLanguages: Readonly<Record<string, string>> = {
  da: `af alle alt at blev bliver da de deg dem den denne der deres det dette dig din du efter eller en end er et for fra ham han
    har havde have hende her hos hun hvad hvis hvor ikke ind jeg jo kan kom kunne man mange med meget men mig min mod ned nej noget
    nogle nu når og også om op os over på så sig sin skal skulle som sådan til ud under var ved vi vil ville vor være været`,
  de: `aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass daß dem den denn der des die dies diese dieser
    dieses doch dort du durch ein eine einem einen einer eines eigentlich er es etwas euch für gab ganz gar geht genau gibt habe haben
    halt hat hatte hatten hier ich ihm ihn ihnen ihr ihre im immer in ins ist ja jede jetzt kann kein keine können man mal mehr mein
    meine mich mir mit muss nach natürlich ne nein nicht nichts noch nun nur ob oder ohne schon sehr sein seine sich sie sind so
    sondern sonst über um und uns unser unter viel vom von vor war waren was weil wenn wer werden wie wieder wir wird wo wollen worden
    wurde wurden würde zu zum zur zwar sagen sagt sagte gesagt machen macht gemacht kommt gehen gegangen wissen weiß gewusst glaube
    könnte müssen sollen`,
  es: `a al algo alguien ante antes aqui asi aun aunque bien bueno cada casi como con cual cuando cuanto de del desde donde dos
    durante e el ella ellas ellos en entonces entre era eran es esa ese eso esos esta estaba estan estar este esto estos estoy fue
    fueron gente ha habia hace hacer han hasta hay he hemos hoy la las le les lo los mas me mi mientras mis mismo mucho muchos muy
    nada ni no nos nosotros nunca o os otra otro para pero poco por porque pues que quien se sea ser si sido siempre sin sino sobre
    solo somos son soy su sus tambien tan tanto te tenemos tengo tiene tienen todo todos tu tus un una uno unos usted va vamos ver
    verdad y ya yo dice dicen decir digo dije dijo hecho puede pueden puedo poder podia podria pasa sabe saber`,
  fi: `että ei eikä en et ette eivät emme han hän häntä he hänen heidän heitä ihan itse ja jo joka jos jotka kaikki kanssa koska kuin
    kun kuten kyllä ma mä me meidän meillä mikä minä minun mitä mukaan mutta mutta myös ne niin niitä no noin nyt oli olin olivat
    olla olemme on olen ole ollut onko ovat pitää se sen siellä siinä siitä sillä sinä sitä sitten tai tämä tässä tätä te tuo tuota
    vaan vai vain vielä voi yli`,
  fr: `a ai ainsi alors apres as au aussi autre aux avait avant avec avoir beaucoup bien c ca car ce cela ces cet cette ceux chez
    comme comment d dans de deja depuis des dire dit donc dont du elle elles en encore est et etaient etait etant ete etre eu eux
    faire fait faut font furent hein il ils j je jusqu l la le les leur leurs lui m ma mais me meme mes moi moins mon n ne ni non nos
    notre nous on ont ou oui par parce pas peu peut plus pour pourquoi qu quand que quel quelle qui quoi s sa sans se sera ses si
    sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes tres tu un une va vers voila vos votre vous y sais sait crois pense peux peuvent pouvait`,
  it: `a abbiamo agli ai al alla alle allo anche ancora aveva avevano c che chi ci cioe come con cosa cosi cui d da dagli dai dal dalla
    dalle degli dei del della delle dello di dove due e ecco ed era erano essere fa fare fatto fu gia gli ha hanno ho i il in io
    l la le lei li lo loro lui ma me mi mia mio molto ne negli nei nel nella nelle noi non nostra nostro o ogni per perche pero piu
    poi prima proprio qua quale quando quanto quella quelle quelli quello questa queste questi questo qui se sei sempre senza si sia
    siamo solo sono sta stato su sua sugli sui sul sulla suo ti tra tu tutti tutto un una uno va vi voi dice dire detto posso puo possono so sa`,
  nl: `aan al alle alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een eens en er even ge geen
    gewoon gaan had hadden hebben heb heeft heel hem het hier hij hoe hun ik in is ja je jij jullie kan kon kunnen maar me meer men
    met mij mijn moet na naar nee niet niets nog nou nu of om omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van
    veel voor waar want waren was wat we wel werd wezen wie wij wil wordt worden zal ze zei zelf zich zij zijn zo zonder zou`,
  no: `alle at av ble blei bli blir da de deg dei dem den denne der dere deres det dette di din disse du eg ein eit eller en enn er et
    ett etter for fordi fra få før gå ha hadde han har hennes her hjå ho hun hva hvem hver hvis hvor hvordan hvorfor i ikke ikkje
    ingen inn ja jeg jo kan kom kommer kunne litt man mange med meg meget mellom men mer mi min mot må mye nei noe noen nå når og også
    om opp oss over på samme seg selv si sin skal skulle slik so som sånn så til um under ut var ved vi vil ville vært være å`,
  pt: `a ainda ai algo alguem ao aos aqui as assim ate bem cada com como da das de dela dele deles depois do dois dos e ela elas ele
    eles em entao entre era eram essa esse esta estamos estao estar estava este estes estou eu fazer foi foram gente ha isso isto ja
    la lhe mais mas me mesmo meu meus minha muito muitos na nada nao nas nem no nos nossa nosso num numa nunca o os ou para pela
    pelas pelo pelos pessoas pode por porque pra qual quando que quem se seja sem sempre ser seu seus sim so sobre sua suas tambem
    tao te tem temos tenho ter tinha todo todos tu tudo um uma umas uns vai vamos voce voces vou acho disse dizer fala falar pode podem poder sabe saber`,
  ru: `а бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за здесь и из
    или им их к как когда который кто ли лишь мне меня мы на над надо наш не него нее нет ни них но ну о об она они оно от очень по
    под потому потом при про раз с сам себя со так такои там тебя тем теперь то тогда того тоже только том ты у уже хотя чего чем
    что чтобы эта эти это этого этои этом этот я`,
  sv: `alla allt att av blev bli blir de dem den denna deras dess det detta dig din dina du där då efter ej eller en er ett från för
    ha hade han hans har henne hennes hon honom hur här i icke in ingen inte ja jag ju kan kommer kunde liksom man med mellan men mig
    min mina mot mycket ni nu när någon något några nej och också om oss på samma sedan sig sin sina ska skall skulle som så sådan
    till under upp ut utan vad var vara varför varit vem vi vid vilka vilken vill vår väl än är å över`,
};

/** The function words of a language by its tag, folded. */
export function functionWords(tag: string): ReadonlySet<string> {
  return new Set((ofLanguages[tag] ?? '').trim().split(/\s+/).map(fold));
}
