/** The SDKs that a shop may have in use, as published, against the running suite. */
package dev.tributary.acceptance.stories.clients;
