/** What a reader decides on a suggested passage: it is the same claim, or it is not related. */
import * as vscode from 'vscode';
import type { BaseLanguageClient, Range } from 'vscode-languageclient';
import { methods, type CodeList, type Relation } from '../../server/lsp/protocol';
import { codeName, pickOrWrite, uses, type NamedItem } from '../pick';
import type { Match, Words } from '../related/answer';
import { isStated } from '../related/describe';
import { pickRelated } from '../related/pick';
import type { Row } from '../related/tree';
import type { Session } from '../session';
import { writeAll } from '../write';

/** The places, as links in cards and code actions name them. */
type Places = [hereUri: string, hereRange: Range, thereUri: string, thereRange: Range];

/**
 * A row of the Related view, a pair of passages, the places, or nothing: then one of the suggestions is picked. What stands behind
 * the places is for keybindings and tests, so that nothing is asked: the claim, and what it says.
 */
type Target = [(Row | Match | string)?, Range?, string?, Range?, string?, string?];

/** Says that two passages state the same claim. Both files are changed, each as one step to undo. Returns whether they were. */
export async function sameClaim(session: Session, ...target: Target): Promise<boolean> {
  const pair = await pairOf(session, target, 'Same Claim');
  if (!pair) return false;
  const [first, , , , preset, gloss] = target;
  const claim = typeof first === 'string' ? preset : undefined;
  const chosen = claim === undefined ? await askClaim(session, pair) : { claim, gloss };
  return chosen !== undefined && relate(session, pair, 'claim', chosen);
}

/** Dismisses a suggestion, for good. Returns whether the text was changed. */
export async function unrelated(session: Session, ...target: Target): Promise<boolean> {
  const pair = await pairOf(session, target, 'Not Related');
  return pair !== undefined && relate(session, pair, 'unrelated', {});
}

interface Pair {
  here: Words;
  there: Words;
}

async function pairOf(session: Session, target: Target, title: string): Promise<Pair | undefined> {
  const [first] = target;
  if (first === undefined) return pickRelated(session, title, ({ passage }) => !isStated(passage));
  if (typeof first === 'object') return 'here' in first ? first : 'match' in first ? first.match : undefined;
  // A card that was clicked would stay open and go on offering what has been decided.
  await vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => undefined);
  const client = await session.start();
  const [hereUri, hereRange, thereUri, thereRange] = target as Places;
  // Whoever names places names them for the texts as they are now.
  const words = (uri: string, range: Range): Words => {
    const key = client.protocol2CodeConverter.asUri(uri).toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
    return { uri, range, version: open?.version };
  };
  return { here: words(hereUri, hereRange), there: words(thereUri, thereRange) };
}

async function relate(
  session: Session,
  { here, there }: Pair,
  relation: Relation,
  chosen: { claim?: string; gloss?: string },
): Promise<boolean> {
  const client = await session.start();
  // Both are opened, unseen, before the server is asked: what it then writes belongs to texts whose versions are known.
  const mine = await opened(client, here);
  const theirs = await opened(client, there);
  const result =
    mine === undefined || theirs === undefined
      ? null
      : await session.request(methods.relate, {
          here: { uri: here.uri, range: here.range, version: mine },
          there: { uri: there.uri, range: there.range, version: theirs },
          relation,
          ...chosen,
        });
  const failure = result ? await writeAll(client, result.edits) : 'The text has changed since. Nothing was written.';
  if (failure !== undefined) void vscode.window.setStatusBarMessage(`$(warning) ${failure}`, 5000);
  return failure === undefined;
}

/** The version of the text that the words stand in; undefined where it has gone on since. */
async function opened(client: BaseLanguageClient, { uri, version }: Words): Promise<number | undefined> {
  const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
  const asTold = version === undefined ? !document.isDirty : document.version === version;
  return asTold ? document.version : undefined;
}

/** A claim that is known, or a new one with what it says. */
async function askClaim(
  session: Session,
  { here, there }: Pair,
): Promise<{ claim: string; gloss?: string } | undefined> {
  const known = await session.request(methods.codes, { textDocument: { uri: here.uri } });
  const client = await session.start();
  const near = new Set<string>();
  for (const words of [here, there]) for (const name of await claimsAt(client, words)) near.add(name);
  const claim = await pickOrWrite(
    { title: 'Same Claim', placeholder: 'Which claim do both state? Pick one, or name a new one', added: 'New claim' },
    claimItems(known, near),
    asName,
  );
  if (claim === undefined || known.claims.some(({ name }) => name === claim)) return claim ? { claim } : undefined;
  const gloss = await vscode.window.showInputBox({
    title: `New Claim ^${claim}`,
    prompt: 'What does it say, in your words? It may stay empty.',
  });
  return gloss === undefined ? undefined : { claim, gloss: gloss.trim() === '' ? undefined : gloss.trim() };
}

function claimItems({ claims }: CodeList, near: ReadonlySet<string>): NamedItem[] {
  const part = (label: string, isNear: boolean): NamedItem[] => {
    const members = claims.filter(({ name }) => near.has(name) === isNear);
    if (members.length === 0) return [];
    const separator = { label, kind: vscode.QuickPickItemKind.Separator, name: '' };
    const items = members.map(({ name, says, count }) => ({
      label: name,
      description: uses(count),
      detail: says,
      name,
    }));
    return [separator, ...items];
  };
  return [...part('claims of these passages', true), ...part('other claims', false)];
}

/** Names of claims in the codes of the lines that the words stand in. */
async function claimsAt(client: BaseLanguageClient, { uri, range }: Words): Promise<string[]> {
  const document = await vscode.workspace.openTextDocument(client.protocol2CodeConverter.asUri(uri));
  const first = new vscode.Position(range.start.line, 0);
  const text = document.getText(new vscode.Range(first, new vscode.Position(range.end.line + 1, 0)));
  return Array.from(text.matchAll(/[{\s][\^+-]([\p{L}\p{M}\p{N}_/-]{1,200})/gu), ([, name = '']) => name);
}

/** What is typed, with or without the sign, as a name: blanks become hyphens. */
function asName(text: string): string | undefined {
  const name = text.replace(/^[\^+-]/, '').replace(/\s+/g, '-');
  return codeName.test(name) ? name : undefined;
}
