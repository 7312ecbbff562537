/** Rows of the table of requests: what is asked, what an answer looks like that says nothing, and who answers. */
import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type RequestHandler,
  type RequestType,
} from 'vscode-languageserver';

/** Tells whoever asked why there is no answer. Shown to people, and logged by editors: no words of a transcript. */
export function refusal(reason: string): ResponseError<never> {
  return new ResponseError(LSPErrorCodes.RequestFailed, reason);
}

/** Answers a request with what `state` knows; asked again and again for `token` where it takes long. */
export type Answer<State, P, R> = (
  state: State,
  params: P,
  token: CancellationToken,
) => R | ResponseError<never> | Promise<R | ResponseError<never>>;

/** Connects one row. */
export type Row<State> = (connection: Connection, state: State, log: (error: unknown, method: string) => void) => void;

/**
 * @param nothing the answer where there is nothing to say, or where something went wrong: the log has the reason.
 */
export function row<State, P, R, E>(
  type: RequestType<P, R, E>,
  nothing: NoInfer<R>,
  answer: NoInfer<Answer<State, P, R>>,
): Row<State> {
  return (connection, state, log) => {
    const handle = async (params: P, token: CancellationToken): Promise<R | ResponseError<E>> => {
      if (token.isCancellationRequested) return cancellation();
      let result: R | ResponseError<never> = nothing;
      try {
        result = await answer(state, params, token);
      } catch (error) {
        log(error, type.method);
      }
      return token.isCancellationRequested ? cancellation() : result;
    };
    // The library's type of a result has a condition on R, which stays open here.
    connection.onRequest(type, handle as RequestHandler<P, R, E>);
  };
}

/** Tells whoever asked that the work was ended before it was done. */
export function cancellation<E>(): ResponseError<E> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** What may be told of an error: its name and where it happened. Its message may hold words of a transcript. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames].join('\n');
}
