/** The command line or the configuration is wrong. */
export const EXIT_USAGE = 2;

/** All that was asked for is right, but it could not be done: the port is in use. */
export const EXIT_FAILURE = 1;
