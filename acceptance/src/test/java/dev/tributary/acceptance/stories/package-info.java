/** What users and operators rely on, told from outside against the packaged suite. */
package dev.tributary.acceptance.stories;
