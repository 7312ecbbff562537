/** The likeliest sequence of two speakers, from what speaks for each sentence and each change. Linear in the number of sentences. */
import type { Evidence } from './evidence';

/** For each sentence, how likely it is the interviewer's: forwards and backwards over the whole interview. */
export function posteriors(evidence: readonly Evidence[]): number[] {
  const count = evidence.length;
  const asking = new Float64Array(count);
  const answering = new Float64Array(count);
  evidence.forEach(({ asker, answer, question }, index) => {
    const [a, b] = index === 0 ? [0, 0] : [asking[index - 1] as number, answering[index - 1] as number];
    asking[index] = asker + (index === 0 ? 0 : either(a, b + question));
    answering[index] = index === 0 ? 0 : either(a + answer, b);
  });
  const likely = new Array<number>(count);
  let [a, b] = [0, 0];
  for (let index = count - 1; index >= 0; index--) {
    const odds = (asking[index] as number) + a - (answering[index] as number) - b;
    likely[index] = 1 / (1 + Math.exp(-odds));
    const { asker, answer, question } = evidence[index] as Evidence;
    [a, b] = [either(asker + a, answer + b), either(question + asker + a, b)];
  }
  return likely;
}

/** For each sentence, whether it is the interviewer's in the likeliest sequence. */
export function likeliest(evidence: readonly Evidence[]): boolean[] {
  // Whether the best way to each of the two began with the interviewer in the sentence before.
  const cameToAsking: boolean[] = [];
  const cameToAnswering: boolean[] = [];
  let asking = 0;
  let answering = 0;
  evidence.forEach(({ asker, answer, question }, index) => {
    const [a, b] = [asking, answering];
    const [turnsToAsk, turnsToAnswer] = index === 0 ? [false, false] : [b + question > a, a + answer > b];
    cameToAsking.push(!turnsToAsk);
    cameToAnswering.push(turnsToAnswer);
    asking = asker + (turnsToAsk ? b + question : a);
    answering = turnsToAnswer ? a + answer : b;
  });
  const asks = new Array<boolean>(evidence.length);
  let now = asking > answering;
  for (let index = evidence.length - 1; index >= 0; index--) {
    asks[index] = now;
    now = (now ? cameToAsking : cameToAnswering)[index] as boolean;
  }
  return asks;
}

/** The logarithm of the sum of two numbers that are given as logarithms. */
function either(a: number, b: number): number {
  const most = Math.max(a, b);
  return most + Math.log1p(Math.exp(Math.min(a, b) - most));
}
