/** What the services' tests share: real servers, and the rules of the architecture. */
package dev.tributary.platform.testing;
