/**
 * English words that tell nothing about what a passage is about. General lists are made from writing; the second part is what
 * people say while they think. Other languages need no list: words that stand in too many passages are left out of a query anyway.
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
able absolutely actually ah aha alright basically believe best better big bit bring bunch call called certain certainly course er erm
exactly fact feel felt find fine found gentleman gonna good gotta great guess guy guys happen happened happening happens hear heard
hello help hey hi hm hmm honestly idea important kind kinda know knowing known knows ladies literally look looked looking looks lot
lots mean means mhm mm mmm mr mrs ms need needs obviously oh ok okay part people percent please point pretty probably really right
said sake saw say saying says see seen sir sort sorta speaking start started stuff suppose sure talk talked talking talks tell tells
thank thanks thing things think thinking thinks thought time times told totally tried try trying uh uhm um umm understand wanna want
wanted wanting wants way ways whatnot wow ya yeah year years yep yes
`;

export const stopWords: ReadonlySet<string> = new Set((grammar + speech).trim().split(/\s+/));
