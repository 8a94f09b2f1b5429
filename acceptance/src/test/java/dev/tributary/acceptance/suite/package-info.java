/** The running suite as a story sees it: the command, the addresses, a tool downstream. */
package dev.tributary.acceptance.suite;
