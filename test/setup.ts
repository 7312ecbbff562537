/**
 * A change is judged by the same examples each time; everywhere else properties look for new ones. Seeds of failures are printed
 * either way.
 */
import fc from 'fast-check';

if (process.env.CI) fc.configureGlobal({ seed: 20_240_302 });
