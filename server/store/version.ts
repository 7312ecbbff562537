/**
 * The version of what is stored: two programs with the same one would store the same of the same text. The build puts a hash here of all
 * code that decides what that is (see esbuild.config.mjs), so that nobody has to remember to raise it.
 */
export const VERSION: string = 'not built';
